"""Building costs little: how many clicks, drags and typed fields a workflow needs, counted by hand."""

from playwright.sync_api import expect

from tests.journeys.test_build_by_mouse import open_empty_canvas

MOST = 60


def test_a_workflow_of_four_agents_with_a_branch_and_a_parallel_part_needs_few_inputs(sign_in):
    """Triage and a look-up at once, rules that choose, a review and a reply: nothing is asked that could be known."""
    ben = open_empty_canvas(sign_in("ben", viewport={"width": 1680, "height": 1300}), "Quick desk")
    ben.open("Start", "What starts it")
    for number, (name, kind) in enumerate({"Message": "Long text", "Customer e-mail": "E-mail address"}.items()):
        ben.click(ben.form.get_by_role("button", name="Add a field"))
        row = ben.form.get_by_role("listitem").nth(number)
        ben.write(row.get_by_label("Name", exact=True), name)
        ben.choose(row.get_by_label("Type", exact=True), kind)
    ben.saved()
    ben.click(ben.plus("after “Start”"))
    ben.job("Do things at the same time")
    ben.titled("Do things at the same time")
    part = "from “Do things at the same time” to “Bring parts together”"
    ben.click(ben.plus(part).first)
    ben.job("Ask an agent", "Triage")
    ben.titled("Triage")
    ben.click(ben.plus(part))
    ben.job("Do something in a system", "Look up the customer")
    ben.titled("Look up the customer")
    ben.click(ben.plus("from “Bring parts together” to “End”"))
    ben.job("Check rules", "Request rules")
    ben.titled("Request rules")
    ben.palette("Choose a path")
    ben.titled("Choose a path")
    ben.choose(ben.form.get_by_label("How a path is chosen"), "By the values of a field")
    ben.saved()
    ben.click(ben.plus(ben.path("Card blocked")))
    ben.job("Do something in a system", "Block a card")
    ben.titled("Block a card")
    ben.click(ben.plus(ben.path("Otherwise")))
    ben.job("Have a person decide")
    ben.titled("Have a person decide")
    ben.see_all()
    ben.open("Choose a path")
    ben.palette("Ask an agent", "Quality review")
    ben.titled("Quality review")
    ben.palette("Ask an agent", "Reply")
    ben.titled("Reply")
    ben.given({"Customer name": "Look up the customer › Name"})
    ben.saved()
    expect(ben.page.get_by_role("button", name="No problems")).to_be_visible()
    assert len(ben.inputs) <= MOST, ben.inputs
