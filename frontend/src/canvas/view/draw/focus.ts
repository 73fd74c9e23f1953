/** Puts the keyboard on a part: brought into sight first, since what is out of sight may not be drawn. */
const TRIES = 20; // frames until a part that comes into sight is drawn

function elementOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
}

export function focusPart(id: string, show: (id: string) => void, tries = TRIES): void {
  const element = elementOf(id);
  if (element) return element.focus({ preventScroll: true });
  if (tries === TRIES) show(id);
  if (tries) requestAnimationFrame(() => focusPart(id, show, tries - 1));
}
