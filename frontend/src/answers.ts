/** What htmx's answers mean when they are not the part that was asked for. */
import { one, said } from "./dom";
import { isOpen, isSessionOver, isSignIn, tellSignedOut } from "./reach";
import { toast } from "./toast";

interface Answer {
  xhr: XMLHttpRequest;
  shouldSwap: boolean;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const answer = (event as CustomEvent<Answer>).detail;
  if (!isSignIn(answer.xhr.responseURL)) return;
  // The session has ended: a sign-in page must not appear inside a part of this one, nor in place of what is written.
  answer.shouldSwap = false;
  if (one("form.form")) tellSignedOut();
  else location.reload();
});

document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = (event as CustomEvent<Answer>).detail;
  if (isSessionOver(xhr)) void isOpen();
  else if (xhr.status === 403) toast(said("Forbidden"), "error");
  else if (xhr.status === 404) toast(said("Gone"), "error");
  else toast(said("Failed"), "error");
});

document.addEventListener("htmx:sendError", (event) => {
  const request = (event as CustomEvent).detail?.requestConfig;
  if (request?.formData?.has("_autosave")) return; // it says so itself, and tries again
  const cause = request?.triggeringEvent as Event | undefined;
  if (!cause?.type.endsWith("-changed")) toast(said("Unreachable"), "error");
});
