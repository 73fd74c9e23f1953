/** What one person has before them: what is picked, which form is open, which menu; none of it is part of the draft. */
import { createContext, useContext } from "react";

import type { openDraft } from "../document/open";
import type { State } from "../document/store";
import type { Trial } from "../trial/trial";
import type { Anchor } from "./draw/hands";
import { NOTHING, type Picked } from "./draw/parts";
import type { View } from "./draw/drawing";
import { useWatched, watched, type Watched } from "./watched";

export type Draft = ReturnType<typeof openDraft>;

/** Where a new step goes: on a link, after a step, as the first step of a drawn link, or loose on the canvas. */
export interface Place {
  link?: string;
  after?: string;
  spot?: { x: number; y: number };
}

export type Menu =
  | { kind: "job"; place: Place; at: Anchor; job?: string }
  | { kind: "step"; key: string; at: Anchor }
  | { kind: "then"; key: string; at: Anchor }
  | { kind: "find"; at: Anchor }
  | { kind: "problems"; at: Anchor };

export interface Desk {
  picked: Picked;
  opened: string; // the step or link whose form is beside the canvas
  href: string; // a certain place in that form; empty: its beginning
  menu: Menu | null;
  palette: boolean;
}

/** Addresses of the pages and parts around the canvas, as the page has them. */
export type Addresses = Record<string, string | undefined>;

/** What steps can be made of: the team's agents and tools. */
export interface Making {
  key: number;
  job: string;
  name: string;
  about: string;
}

export interface Session {
  draft: Draft;
  desk: Watched<Desk>;
  addresses: Addresses;
  makings: Making[];
  name: string;
  trial: Trial;
  flow: View;
  say(words: string): void;
}

export function newDesk(): Watched<Desk> {
  const palette = !matchMedia("(max-width: 1279px)").matches && localStorage.getItem("steward-palette") !== "closed";
  return watched<Desk>({ picked: NOTHING, opened: "", href: "", menu: null, palette });
}

const SessionContext = createContext<Session | null>(null);
export const SessionProvider = SessionContext.Provider;

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("no session");
  return session;
}

export function useDesk<Part>(part: (desk: Desk) => Part): Part {
  return useWatched(useSession().desk, part);
}

export function useDraft<Part>(part: (state: State) => Part): Part {
  return useWatched(useSession().draft.store, part);
}
