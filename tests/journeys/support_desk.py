"""The demo's support desk in a builder's words: what a journey builds anew, by mouse and by keyboard."""

MESSAGE, EMAIL = "The request › Message", "The request › Customer e-mail"
CUSTOMER, RULES = "Look up the customer", "Check the request against the rules"
REVIEW, CARE = "Quality review", "Read the case before the reply"

# What starts it: name, type, help; both are personal.
ASKED = [
    ("Message", "Long text", "What the customer wrote"),
    ("Customer e-mail", "E-mail address", "The address the message came from"),
]

# Where the values of a step come from, by the field; what starts with = is written down as it is.
GIVEN = {
    "Triage": {"Message": MESSAGE},
    CUSTOMER: {"E-mail address": EMAIL},
    RULES: {
        "Category": "Triage › Category",
        "Kind of message": "Triage › Kind of message",
        "Customer status": f"{CUSTOMER} › Customer status",
        "Card status": f"{CUSTOMER} › Card status",
        "Status of the latest fee": f"{CUSTOMER} › Status of the latest fee",
        "Amount of the latest fee": f"{CUSTOMER} › Amount of the latest fee",
    },
    "Block the card": {"Card id": f"{CUSTOMER} › Card id", "Reason": "=Reported by the customer"},
    "Refund the fee": {
        "Customer number": f"{CUSTOMER} › Customer number",
        "Amount": f"{CUSTOMER} › Amount of the latest fee",
        "Reason": "=Agreed by customer care",
        "Fee": f"{CUSTOMER} › Latest fee",
    },
    "Open a ticket": {
        "Customer number": f"{CUSTOMER} › Customer number",
        "Subject": "=Message from a customer",
        "Text": MESSAGE,
        "Category": "Triage › Category",
        "Priority": f"{RULES} › Priority of a ticket",
    },
    REVIEW: {"Message": MESSAGE, "Category": "Triage › Category", "What was done": f"{RULES} › What is done"},
    "Reply": {
        "Customer name": f"{CUSTOMER} › Name",
        "Category": "Triage › Category",
        "Last digits of the blocked card": "Block the card › Last digits of the card",
        "Refunded amount": "Refund the fee › Refunded amount",
        "Ticket number": "Open a ticket › Ticket number",
        "A personal line": f"{CARE} › A personal line",
    },
}

DECIDES = (
    "The rules leave this case to you. Read the message and choose what is done. A refund pays the latest fee back."
)
DECIDES_BY = [
    MESSAGE,
    f"{CUSTOMER} › Name",
    f"{CUSTOMER} › Amount of the latest fee",
    f"{CUSTOMER} › What the latest fee was for",
    f"{RULES} › Reason",
]
CHOICES = [
    ("Card blocked", "Block the customer's card at once."),
    ("Fee refunded", "Refund the latest fee."),
    ("Ticket opened", "Hand the case to the staff who look after it."),
]
CARES = "This message needs a careful reply. Add a personal line where it helps; it becomes part of the reply."
CARES_BY = [MESSAGE, f"{RULES} › Reason", f"{REVIEW} › Summary"]

# The paths out of the two choices: what the field says, what the path is called, the step it leads to.
PATHS = {
    "Card blocked": "Block the card",
    "Fee refunded": "Refund the fee",
    "Ticket opened": "Open a ticket",
}
RESULTS = ["Triage › Category", "Reply › Subject", "Reply › Reply"]

TOOLS = {"Block the card": "Block a card", "Refund the fee": "Refund a fee", "Open a ticket": "Open a ticket"}
