/** Four questions the other modules ask of the page. */

export function all<T extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): T[] {
  return [...root.querySelectorAll<T>(selector)];
}

export function one<T extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): T | null {
  return root.querySelector<T>(selector);
}

/** The element, or its nearest ancestor, that carries the attribute an event was meant for. */
export function meant<T extends HTMLElement = HTMLElement>(event: Event, selector: string): T | null {
  return event.target instanceof Element ? event.target.closest<T>(selector) : null;
}

/** Is the person writing? Then no key may act as a command and no part may be swapped under the cursor. */
export function isTyping(where: Element | null = document.activeElement): boolean {
  if (!(where instanceof HTMLElement)) return false;
  if (where instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit", "reset"].includes(where.type);
  return where instanceof HTMLTextAreaElement || where instanceof HTMLSelectElement || where.isContentEditable;
}

export function isVisible(element: HTMLElement): boolean {
  return element.checkVisibility();
}

/** A sentence the server translated and left on the body, e.g. data-say-lost. */
export function said(name: string): string {
  return document.body.dataset[`say${name}`] ?? "";
}
