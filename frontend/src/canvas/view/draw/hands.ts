/** What a hand may do to a drawing; null where it is only looked at. */
import { createContext, useContext } from "react";

export interface Anchor {
  /** Where on the screen a menu opens. */
  x: number;
  y: number;
  /** What gets the focus back when it closes. */
  back: HTMLElement | null;
}

export interface Hands {
  addAfter(key: string, at: Anchor): void;
  addOnLink(id: string, at: Anchor): void;
  menuOf(key: string, at: Anchor): void;
  thenOf(key: string, at: Anchor): void;
  removeLink(id: string): void;
  pickLink(id: string): void;
  openLink(id: string): void;
  writeNote(key: string, text: string): void;
  colourNote(key: string, colour: string): void;
  sizeNote(key: string, part: { x: number; y: number; width: number; height: number }): void;
  removeNote(key: string): void;
  renameFrame(key: string, name: string): void;
}

const HandsContext = createContext<Hands | null>(null);

export const HandsProvider = HandsContext.Provider;

export function useHands(): Hands | null {
  return useContext(HandsContext);
}

/** Where a menu opens that a button or a card asked for: at its lower left corner. */
export function anchorOf(element: Element): Anchor {
  const box = element.getBoundingClientRect();
  return { x: box.left, y: box.bottom + 4, back: element instanceof HTMLElement ? element : null };
}
