/** What htmx's answers mean when they are not the part that was asked for. */
import { said } from "./dom";
import { toast } from "./toast";

interface Answer {
  xhr: XMLHttpRequest;
  shouldSwap: boolean;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const answer = (event as CustomEvent<Answer>).detail;
  const signIn = document.body.dataset.signIn;
  if (signIn && answer.xhr.responseURL.includes(signIn)) {
    // The session has ended: a sign-in page must not appear inside a part of this one.
    answer.shouldSwap = false;
    location.reload();
  }
});

document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = (event as CustomEvent<Answer>).detail;
  if (xhr.status === 403) toast(said("Forbidden"), "error");
  else if (xhr.status === 404) toast(said("Gone"), "error");
  else toast(said("Failed"), "error");
});

document.addEventListener("htmx:sendError", (event) => {
  const request = (event as CustomEvent).detail?.requestConfig;
  if (request?.formData?.has("_autosave")) return; // it says so itself, and tries again
  const cause = request?.triggeringEvent as Event | undefined;
  if (!cause?.type.endsWith("-changed")) toast(said("Unreachable"), "error");
});
