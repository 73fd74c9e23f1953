/** The canvas as an editor: the drawing with everything round it. */
import { useCallback, useEffect, useMemo } from "react";

import { fill, gettext } from "../../language";
import { cardOf } from "../document/cards";
import { mayConnect, renameGroup } from "../document/edits";
import type { Note } from "../document/types";
import { TrialBar } from "../trial/bar";
import { TrialPanel } from "../trial/panel";
import { useTrialLooks } from "../trial/use";
import { connect, move, pruned, reconnect, remove, writeNote } from "./acts/edits";
import { listenToKeys } from "./acts/keys";
import { SessionProvider, useDesk, useDraft, type Session } from "./desk";
import { Drawing } from "./draw/drawing";
import type { Editing } from "./draw/editing";
import type { Hands } from "./draw/hands";
import { outlineOrder } from "./draw/order";
import { NOTHING, samePicked, type Picked } from "./draw/parts";
import { openForm } from "./side/open";
import { Inspector } from "./side/inspector";
import { Banner } from "./tools/banner";
import { Conflicts } from "./tools/conflicts";
import { Controls } from "./tools/controls";
import { Lists } from "./tools/find";
import { JobMenu } from "./tools/job-menu";
import { dropped, mark, targetAt } from "./tools/dropping";
import { DRAGGED, Palette } from "./tools/palette";
import { StepMenus } from "./tools/step-menu";
import { Top } from "./tools/top";

function handsOf(session: Session): Hands {
  const { desk } = session;
  const only = (part: Partial<Picked>) => ({ picked: { ...NOTHING, ...part } });
  return {
    addAfter: (key, at) => desk.set({ menu: { kind: "job", place: { after: key }, at } }),
    addOnLink: (id, at) => desk.set({ menu: { kind: "job", place: { link: id }, at } }),
    thenOf: (key, at) => desk.set({ menu: { kind: "then", key, at } }),
    menuOf: (key, at) => desk.set({ menu: { kind: "step", key, at } }),
    removeLink: (id) => remove(session, { ...NOTHING, links: [id] }),
    pickLink: (id) => desk.set(only({ links: [id] })),
    openLink: (id) => {
      desk.set(only({ links: [id] }));
      openForm(session, id, { focus: true });
    },
    writeNote: (key, text) => writeNote(session, key, { text }),
    colourNote: (key, colour) => writeNote(session, key, { colour: colour as Note["colour"] }, gettext("Coloured a note")),
    sizeNote: (key, part) => writeNote(session, key, part, gettext("Resized a note")),
    removeNote: (key) => remove(session, { ...NOTHING, notes: [key] }),
    renameFrame: (key, name) =>
      session.draft.store.edit(gettext("Named a group"), (document) => renameGroup(document, key, name), { merge: `name ${key}` }),
  };
}

function editingOf(session: Session): Editing {
  const { desk, draft } = session;
  return {
    hands: handsOf(session),
    hold: () => draft.store.hold(),
    move: (spots, all) => move(session, spots, all),
    connect: (source, target) => connect(session, source, target),
    mayConnect: (source, target) => !mayConnect(draft.store.get().document, source, target),
    reconnect: (id, end) => reconnect(session, id, end),
    dropLink: (source, at) =>
      desk.set({ menu: { kind: "job", place: { after: source, spot: session.flow.current?.screenToFlowPosition(at) }, at: { ...at, back: null } } }),
  };
}

/** The picked step is told to the colleagues, and to the keyboard's menus. */
function usePresence(session: Session): void {
  const at = useDesk((desk) => desk.picked.steps[0] ?? "");
  useEffect(() => session.draft.sync.at(at), [session, at]);
}

function EditedDrawing({ session }: { session: Session }) {
  const state = useDraft((draft) => draft);
  const picked = useDesk((desk) => desk.picked);
  const editing = useMemo(() => editingOf(session), [session]);
  const { document, cards, problems, people, touched, linkWords } = state;
  const order = useMemo(() => outlineOrder(document), [document]);
  // A card is the server's or made up from the document until it answers: both hang on these two alone.
  const cardAt = useMemo(() => {
    const made = new Map<string, ReturnType<typeof cardOf>>();
    return (key: string) => made.get(key) ?? (made.set(key, cardOf(state, key)), made.get(key)!);
  }, [document, cards]);
  const onPick = useCallback(
    (next: Picked) => !samePicked(next, session.desk.get().picked) && session.desk.set({ picked: next }),
    [session],
  );
  const { looks, linkLooks } = useTrialLooks(session, state);
  const onOpen = useCallback((id: string, from: "pointer" | "key") => {
      if (session.trial.showStep(id, from === "key")) return;
      if (!id.includes(":")) openForm(session, id, { focus: from === "key" });
      else if (from === "key") window.document.querySelector<HTMLElement>(`[data-id="${id}"] :is(textarea, input)`)?.focus();
    }, [session]);
  usePresence(session);
  useEffect(() => pruned(session, document), [session, document]);
  return (
    <Drawing
      mode="edit"
      label={fill(gettext("Drawing of the workflow “%(name)s”"), { name: session.name })}
      document={document}
      order={order}
      cardOf={cardAt}
      linkWords={linkWords}
      problems={problems}
      people={people}
      touched={touched}
      looks={looks}
      linkLooks={linkLooks}
      picked={picked}
      editing={editing}
      onPick={onPick}
      onOpen={onOpen}
      onView={(view) => (session.flow = view)}
    >
      <Controls />
    </Drawing>
  );
}

export function Editor({ session }: { session: Session }) {
  return (
    <SessionProvider value={session}>
      <Room session={session} />
    </SessionProvider>
  );
}

/** An empty canvas teaches: what it is for, and three ways to begin. */
function Beginning() {
  const isEmpty = useDraft((state) => state.document.steps.length === 0);
  if (!isEmpty) return null;
  return (
    <div className="canvas-beginning">
      <h2>{gettext("Draw how the work is done")}</h2>
      <p>{gettext("Add the first step: press the + below “Start”, drag a job from the left, or press the key A. What you add is saved at once.")}</p>
    </div>
  );
}

function Room({ session }: { session: Session }) {
  const isReady = useDraft((state) => state.ready);
  useEffect(() => listenToKeys(session), [session]);
  if (!isReady) return null;
  return (
    <>
      <Top />
      <Palette />
      <div
        className="canvas-floor"
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(DRAGGED)) return;
          event.preventDefault();
          mark(targetAt({ x: event.clientX, y: event.clientY }));
        }}
        onDragLeave={() => mark({})}
        onDrop={(event) => {
          event.preventDefault();
          mark({});
          dropped(session, event.dataTransfer.getData(DRAGGED), { x: event.clientX, y: event.clientY });
        }}
      >
        <EditedDrawing session={session} />
        <Beginning />
        <Banner />
        <TrialBar />
      </div>
      <JobMenu />
      <StepMenus />
      <Lists />
      <Inspector />
      <TrialPanel />
      <Conflicts />
    </>
  );
}
