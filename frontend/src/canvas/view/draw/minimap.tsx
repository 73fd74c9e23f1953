/** The whole drawing in small: one shape a kind, drawn when something settles; the frame shows what is in sight. */
import { Panel, useReactFlow, useStore, type ReactFlowState } from "@xyflow/react";
import { memo, useMemo, useRef, type PointerEvent } from "react";

import { gettext } from "../../../language";
import type { LinkEdge, Part } from "./parts";

const WIDTH = 200;
const HEIGHT = 140;
const AIR = 60;

interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

function kindOf(node: Part): string {
  return node.type === "note" || node.type === "frame" ? node.type : node.data.kind;
}

/** All parts of a kind as one path: two hundred steps are then nine shapes. */
function shapesOf(nodes: Part[]): Map<string, string> {
  const shapes = new Map<string, string>();
  for (const node of nodes) {
    const { x, y } = node.position;
    const [width, height] = [node.width ?? 0, node.height ?? 0];
    const kind = kindOf(node);
    shapes.set(kind, `${shapes.get(kind) ?? ""}M${x} ${y}h${width}v${height}h${-width}z`);
  }
  return shapes;
}

function boundsOf(nodes: Part[]): Bounds {
  const left = Math.min(...nodes.map((node) => node.position.x)) - AIR;
  const top = Math.min(...nodes.map((node) => node.position.y)) - AIR;
  const right = Math.max(...nodes.map((node) => node.position.x + (node.width ?? 0))) + AIR;
  const bottom = Math.max(...nodes.map((node) => node.position.y + (node.height ?? 0))) + AIR;
  const scale = Math.max((right - left) / WIDTH, (bottom - top) / HEIGHT);
  const [width, height] = [WIDTH * scale, HEIGHT * scale];
  return { x: left - (width - (right - left)) / 2, y: top - (height - (bottom - top)) / 2, width, height };
}

const seenPart = ({ transform: [x, y, zoom], width, height }: ReactFlowState): string =>
  [-x / zoom, -y / zoom, width / zoom, height / zoom].map((each) => each.toFixed(1)).join(" ");

function Sight({ stroke }: { stroke: number }) {
  const [x, y, width, height] = useStore(seenPart).split(" ");
  return <rect className="minimap-sight" x={x} y={y} width={width} height={height} strokeWidth={stroke} />;
}

export const MiniMap = memo(function MiniMap({ nodes }: { nodes: Part[] }) {
  const flow = useReactFlow<Part, LinkEdge>();
  const map = useRef<SVGSVGElement>(null);
  const bounds = useMemo(() => boundsOf(nodes), [nodes]);
  const shapes = useMemo(() => [...shapesOf(nodes)], [nodes]);
  const go = (event: PointerEvent) => {
    const box = map.current?.getBoundingClientRect();
    if (!box || (event.type === "pointermove" && !event.buttons)) return;
    const x = bounds.x + ((event.clientX - box.left) / box.width) * bounds.width;
    const y = bounds.y + ((event.clientY - box.top) / box.height) * bounds.height;
    void flow.setCenter(x, y, { zoom: flow.getZoom() });
  };
  const view = `${bounds.x} ${bounds.y} ${bounds.width} ${bounds.height}`;
  return (
    <Panel position="bottom-right" className="minimap">
      <svg ref={map} width={WIDTH} height={HEIGHT} viewBox={view} role="img" aria-label={gettext("The whole drawing in small")} onPointerDown={go} onPointerMove={go}>
        {shapes.map(([kind, path]) => (
          <path key={kind} className={`minimap-part is-${kind}`} d={path} />
        ))}
        <Sight stroke={bounds.width / WIDTH} />
      </svg>
    </Panel>
  );
});
