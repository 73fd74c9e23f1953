/** A document as a drawing: edited, or only looked at as the map of a run or the comparison of two versions. */
import { Background, ConnectionLineType, ReactFlow, SelectionMode, type ReactFlowProps } from "@xyflow/react";
import { useMemo, useRef, useState, type ReactNode, type RefObject } from "react";

import { gettext } from "../../../language";
import { END, START } from "../../document/types";
import { GRID, type Spots } from "../arrange/boxes";
import { boxesOf, useArrangement } from "./arrangement";
import { useDragging, type Dragging, type Standing } from "./dragging";
import { Edges, Ways } from "./edges";
import { ledElsewhere, letGo, type Editing } from "./editing";
import { focusPart } from "./focus";
import { Frame } from "./frame";
import { HandsProvider } from "./hands";
import { onFocus, onKey, type Keyboard } from "./keyboard";
import { LinkLine } from "./link";
import { MiniMap } from "./minimap";
import { Nodes, type Live, type Shown } from "./nodes";
import { StickyNote } from "./note";
import { NOTHING, type LinkEdge, type LinkLook, type Mode, type Part, type Picked } from "./parts";
import { idsOf, sorted, usePicking } from "./picking";
import { StepCard } from "./step";
import { TerminalShape, TurnShape } from "./turns";
import { FAR, firstView, showPart, type Flow } from "./viewport";

const MANY = 60; // beyond this only what is in sight is drawn

const FIXED = {
  nodeTypes: { step: StepCard, turn: TurnShape, terminal: TerminalShape, note: StickyNote, frame: Frame },
  edgeTypes: { link: LinkLine },
  edgesFocusable: false, // a link is reached by the buttons on it
  disableKeyboardA11y: true, // ours says names and keeps undo
  connectOnClick: false,
  deleteKeyCode: null,
  selectionMode: SelectionMode.Partial,
  multiSelectionKeyCode: ["Shift", "Control", "Meta"],
  panOnScroll: true,
  zoomOnDoubleClick: false,
  minZoom: 0.1,
  maxZoom: 1.6,
  snapToGrid: true,
  snapGrid: [GRID, GRID],
  connectionRadius: 32,
  connectionLineType: ConnectionLineType.SmoothStep,
  elevateNodesOnSelect: false,
} satisfies ReactFlowProps<Part, LinkEdge>;

/** How those round the drawing look at it and bring its parts into sight. */
export interface View {
  current: Flow | null;
  spots: () => Spots;
  show: (id: string, below?: number, beside?: number) => void;
}

export interface DrawingProps extends Shown {
  mode: Mode;
  label: string;
  linkWords: Record<string, string>;
  linkLooks?: Record<string, LinkLook>;
  picked?: Picked;
  onPick?: (picked: Picked) => void;
  onOpen?: (id: string, from: "pointer" | "key") => void;
  onView?: (view: View) => void;
  editing?: Editing;
  children?: ReactNode;
}

function useParts(props: DrawingProps, picked: Picked, moved: Live | null) {
  const { document, order, cardOf, problems, people, touched, looks, linkWords, linkLooks } = props;
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

function keyboardOf(props: DrawingProps, drag: Dragging, show: View["show"]): Keyboard {
  const pickedIds = idsOf(props.picked ?? NOTHING);
  return {
    document: props.document,
    order: [START, ...props.order, END],
    pickedIds,
    pick(id, more) {
      const ids = more ? pickedIds : [];
      props.onPick?.(sorted(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]));
    },
    nudge: (by) => drag.nudge(pickedIds, by),
    open: (id) => props.onOpen?.(id, "key"),
    focus: (id) => focusPart(id, show),
    show,
  };
}

/** What only an editor answers to. */
function edited(editing: Editing | undefined, drag: Dragging, reconnecting: RefObject<boolean>): Partial<ReactFlowProps<Part, LinkEdge>> {
  if (!editing) return { nodesDraggable: false, nodesConnectable: false };
  return {
    onNodeDragStart: drag.begin,
    onNodeDragStop: drag.finish,
    onSelectionDragStart: drag.begin,
    onSelectionDragStop: drag.finish,
    onConnect: ({ source, target }) => editing.connect(source, target),
    onConnectEnd: (event, state) => !reconnecting.current && letGo(event, state, editing),
    onReconnectStart: () => (reconnecting.current = true),
    onReconnectEnd: (event, edge, fixed, state) => {
      reconnecting.current = false;
      ledElsewhere(event, edge, fixed, state, editing);
    },
    onReconnect: (edge, { source, target }) => editing.reconnect(edge.id, { source, target }),
    isValidConnection: ({ source, target }) => editing.mayConnect(source, target),
  };
}

function useView(place: RefObject<HTMLDivElement | null>, standing: RefObject<Standing>): View {
  const [view] = useState<View>(() => {
    const made: View = {
      current: null,
      spots: () => standing.current.spots ?? {},
      show: (id, below, beside) => made.current && place.current && showPart(made.current, place.current, id, below, beside),
    };
    return made;
  });
  return view;
}

const touch = matchMedia("(pointer: coarse)");

/** From far away less is drawn; for a finger the targets keep their size on the screen. */
function zoomed(place: HTMLElement, zoom: number): void {
  place.classList.toggle("is-far", zoom < FAR);
  const size = zoom.toFixed(2);
  if (touch.matches && place.style.getPropertyValue("--zoom") !== size) place.style.setProperty("--zoom", size);
}

export function Drawing(props: DrawingProps) {
  const { mode, label, editing, onOpen, onView, picked = NOTHING, onPick, children } = props;
  const place = useRef<HTMLDivElement>(null);
  const standing = useRef<Standing>({ nodes: [], spots: null });
  const view = useView(place, standing);
  const drag = useDragging(props.document.groups, editing, standing, place);
  const { nodes, edges, spots } = useParts(props, picked, drag.moved);
  const pick = usePicking(picked, onPick);
  const settled = useRef(nodes);
  const reconnecting = useRef(false);
  standing.current = { nodes, spots };
  if (!drag.moved) settled.current = nodes;
  if (!spots) return <div className="canvas-wait" role="status">{gettext("Laying out the steps…")}</div>;
  const keyboard = keyboardOf(props, drag, view.show);
  return (
    <HandsProvider value={editing?.hands ?? null}>
      <ReactFlow<Part, LinkEdge>
        {...FIXED}
        {...edited(editing, drag, reconnecting)}
        ref={place}
        className={`drawing is-${mode}`}
        aria-label={label}
        nodes={nodes}
        edges={edges}
        elementsSelectable={Boolean(onPick)}
        onlyRenderVisibleElements={nodes.length > MANY}
        onNodesChange={(changes) => {
          pick(changes);
          drag.change(changes);
        }}
        onEdgesChange={pick}
        onNodeClick={({ shiftKey, ctrlKey, metaKey }, node) => !shiftKey && !ctrlKey && !metaKey && onOpen?.(node.id, "pointer")}
        onFocus={(event) => onFocus(event, keyboard)}
        onKeyDown={(event) => onKey(event, keyboard) && event.preventDefault()}
        onInit={(flow) => {
          view.current = flow;
          if (place.current) firstView(flow, place.current);
          onView?.(view);
        }}
        onMove={(_event, { zoom }) => place.current && zoomed(place.current, zoom)}
      >
        <Background gap={24} size={1.5} />
        <MiniMap nodes={settled.current} />
        {children}
      </ReactFlow>
    </HandsProvider>
  );
}
