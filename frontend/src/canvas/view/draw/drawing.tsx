/** A document as a drawing: edited, or only looked at as the map of a run or the comparison of two versions. */
import { Background, ConnectionLineType, ReactFlow, type EdgeChange, type FinalConnectionState, type NodeChange } from "@xyflow/react";
import { useCallback, useMemo, useRef, useState, type ReactNode } from "react";

import { gettext } from "../../../language";
import { useArrangement, boxesOf } from "./arrangement";
import { Edges, Ways } from "./edges";
import { Frame } from "./frame";
import { HandsProvider, type Hands } from "./hands";
import { onFocus, onKey, type Keyboard } from "./keyboard";
import { LinkLine } from "./link";
import { moving, nudged } from "./moves";
import { Nodes, type Live, type Shown } from "./nodes";
import { StickyNote } from "./note";
import { frameId, noteId, NOTHING, pickedOf, samePicked, type LinkEdge, type LinkLook, type Mode, type Part, type Picked } from "./parts";
import { StepCard } from "./step";
import { TerminalShape, TurnShape } from "./turns";
import { firstView, showPart, type Flow } from "./viewport";
import { GRID, type Spots } from "../arrange/boxes";

const NODE_TYPES = { step: StepCard, turn: TurnShape, terminal: TerminalShape, note: StickyNote, frame: Frame };
const EDGE_TYPES = { link: LinkLine };
const MORE = ["Shift", "Control", "Meta"];
const SNAP: [number, number] = [GRID, GRID];
const FAR = 0.45; // zoomed out further than this, only names are drawn
const MANY = 400; // beyond this only what is in sight is drawn
const NO_CREDIT = { hideAttribution: false };

/** What editing needs to hear; a drawing that is only looked at gives none of it. */
export interface Editing {
  hands: Hands;
  hold(): () => void;
  move(spots: Live, all: Spots): void;
  connect(source: string, target: string): void;
  mayConnect(source: string, target: string): boolean;
  reconnect(id: string, end: { source: string; target: string }): void;
  dropLink(source: string, at: { x: number; y: number }): void;
}

export interface DrawingProps extends Shown {
  mode: Mode;
  label: string;
  linkWords: Record<string, string>;
  linkLooks?: Record<string, LinkLook>;
  picked?: Picked;
  onPick?: (picked: Picked) => void;
  onOpen?: (id: string) => void;
  onFlow?: (flow: Flow, spots: () => Spots, show: (id: string, below?: number) => void) => void;
  editing?: Editing;
  children?: ReactNode;
}

function useParts(props: DrawingProps, moved: Live | null) {
  const { document, order, cardOf, problems, people, touched, looks, linkWords, linkLooks, picked = NOTHING } = props;
  const [makers] = useState(() => ({ nodes: new Nodes(), edges: new Edges(), ways: new Ways() }));
  const boxes = useMemo(() => boxesOf(document, order, cardOf), [document, order, cardOf]);
  const spots = useArrangement(document, boxes);
  const live = useMemo(() => (spots && moved ? { ...spots, ...moved } : spots), [spots, moved]);
  const nodes = useMemo(
    () => (live ? makers.nodes.all({ document, order, cardOf, problems, people, touched, looks }, live, picked) : []),
    [makers, document, order, cardOf, problems, people, touched, looks, live, picked],
  );
  const ways = useMemo(() => makers.ways.of(document, boxes, spots ?? {}), [makers, document, boxes, spots]);
  const edges = useMemo(() => {
    const nameOf = (key: string) => cardOf(key).name;
    return makers.edges.all({ document, words: linkWords, nameOf, looks: linkLooks }, ways, picked);
  }, [makers, document, cardOf, linkWords, linkLooks, ways, picked]);
  return { nodes, edges, spots };
}

/** What is picked, as React Flow tells it: change by change, some of them in one breath. */
function usePicking({ picked = NOTHING, onPick }: DrawingProps) {
  const latest = useRef(picked);
  latest.current = picked;
  return useCallback(
    (changes: (NodeChange<Part> | EdgeChange<LinkEdge>)[]) => {
      const chosen = changes.filter((change) => change.type === "select");
      if (!chosen.length || !onPick) return;
      const ids = new Set(idsOf(latest.current));
      for (const { id, selected } of chosen) selected ? ids.add(id) : ids.delete(id);
      const isLink = (id: string) => id.includes(">");
      const next = pickedOf([...ids].filter((id) => !isLink(id)), [...ids].filter(isLink));
      if (samePicked(next, latest.current)) return;
      latest.current = next;
      onPick(next);
    },
    [onPick],
  );
}

function idsOf(picked: Picked): string[] {
  return [...picked.steps, ...picked.links, ...picked.notes.map(noteId), ...picked.groups.map(frameId)];
}

/** Dragging: what moves is kept here, frame by frame, and becomes one change at the end. */
function useDragging(props: DrawingProps, live: React.RefObject<{ nodes: Part[]; spots: Spots | null }>) {
  const [moved, setMoved] = useState<Live | null>(null);
  const now = useRef<Live | null>(null);
  const release = useRef<(() => void) | null>(null);
  const { document, editing } = props;
  const membersOf = useCallback(
    (frame: string) => document.groups.find((group) => group.key === frame)?.steps ?? [],
    [document.groups],
  );
  const change = useCallback(
    (changes: NodeChange<Part>[]) => {
      const next = moving(now.current, changes, live.current.nodes, membersOf);
      if (next !== now.current) setMoved((now.current = next));
    },
    [live, membersOf],
  );
  const begin = useCallback(() => {
    release.current ??= editing?.hold() ?? null;
  }, [editing]);
  const finish = useCallback(() => {
    const [spots, all] = [now.current, live.current.spots];
    setMoved((now.current = null));
    release.current?.();
    release.current = null;
    if (spots && all) editing?.move(spots, all);
  }, [editing, live]);
  const nudge = (ids: string[], by: { x: number; y: number }) => {
    const spots = nudged(ids, by, live.current.nodes, membersOf);
    if (live.current.spots) editing?.move(spots, live.current.spots);
  };
  return { moved, change, begin, finish, nudge };
}

/** A link that was let go over a card leads to it, wherever on the card that was; over nothing it asks what comes next. */
function letGo(event: MouseEvent | TouchEvent, state: FinalConnectionState, editing: Editing): void {
  if (state.isValid || !state.fromNode || state.fromHandle?.type !== "source") return;
  const point = "changedTouches" in event ? event.changedTouches[0] : event;
  if (!point) return;
  const at = { x: point.clientX, y: point.clientY };
  const under = window.document.elementFromPoint(at.x, at.y);
  const target = under?.closest<HTMLElement>(".react-flow__node")?.dataset.id;
  const source = state.fromNode.id;
  if (target && target !== source && !target.includes(":")) editing.connect(source, target);
  else if (!target && under?.closest(".react-flow")) editing.dropLink(source, at);
}

export function Drawing(props: DrawingProps) {
  const { mode, label, editing, onOpen, onFlow, picked = NOTHING, onPick, children } = props;
  const place = useRef<HTMLDivElement>(null);
  const flow = useRef<Flow | null>(null);
  const live = useRef<{ nodes: Part[]; spots: Spots | null }>({ nodes: [], spots: null });
  const drag = useDragging(props, live);
  const { nodes, edges, spots } = useParts(props, drag.moved);
  const pick = usePicking(props);
  live.current = { nodes, spots };
  if (!spots) return <div className="canvas-wait" role="status">{gettext("Laying out the steps…")}</div>;

  const focus = (id: string) => place.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus();
  const keyboard: Keyboard = {
    document: props.document,
    pickedIds: idsOf(picked),
    pick: (id, more) => {
      const ids = more ? idsOf(picked) : [];
      const next = ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];
      onPick?.(pickedOf(next.filter((each) => !each.includes(">")), next.filter((each) => each.includes(">"))));
    },
    nudge: (by) => drag.nudge(idsOf(picked), by),
    open: (id) => onOpen?.(id),
    focus,
    show: (id) => flow.current && place.current && showPart(flow.current, place.current, id),
  };
  return (
    <HandsProvider value={editing?.hands ?? null}>
      <ReactFlow<Part, LinkEdge>
        ref={place}
        className={`drawing is-${mode}`}
        aria-label={label}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={(changes) => {
          pick(changes);
          drag.change(changes);
        }}
        onEdgesChange={pick}
        onNodeDragStart={drag.begin}
        onNodeDragStop={drag.finish}
        onSelectionDragStart={drag.begin}
        onSelectionDragStop={drag.finish}
        onNodeClick={(event, node) => event.detail !== 2 && !event.shiftKey && !event.ctrlKey && !event.metaKey && onOpen?.(node.id)}
        onConnect={({ source, target }) => editing?.connect(source, target)}
        onConnectEnd={(event, state) => editing && letGo(event, state, editing)}
        onReconnect={editing ? (edge, { source, target }) => editing.reconnect(edge.id, { source, target }) : undefined}
        isValidConnection={({ source, target }) => editing?.mayConnect(source, target) ?? false}
        onFocus={(event) => onFocus(event, keyboard)}
        onKeyDown={(event) => onKey(event, keyboard) && event.preventDefault()}
        onInit={(instance) => {
          flow.current = instance;
          if (place.current) firstView(instance, place.current);
          onFlow?.(instance, () => live.current.spots ?? {}, (id, below) => place.current && showPart(instance, place.current, id, below));
        }}
        onMove={(_event, { zoom }) => place.current?.classList.toggle("is-far", zoom < FAR)}
        nodesDraggable={Boolean(editing)}
        nodesConnectable={Boolean(editing)}
        edgesFocusable={false}
        elementsSelectable={Boolean(onPick)}
        disableKeyboardA11y
        deleteKeyCode={null}
        multiSelectionKeyCode={MORE}
        panOnScroll
        minZoom={0.1}
        maxZoom={1.6}
        snapToGrid
        snapGrid={SNAP}
        connectionRadius={32}
        connectionLineType={ConnectionLineType.SmoothStep}
        zoomOnDoubleClick={false}
        elevateNodesOnSelect={false}
        onlyRenderVisibleElements={nodes.length > MANY}
        proOptions={NO_CREDIT}
      >
        <Background gap={24} size={1.5} />
        {children}
      </ReactFlow>
    </HandsProvider>
  );
}
