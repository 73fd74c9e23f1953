/** Nearer and further, and the whole drawing in small. */
import { MiniMap, Panel, useReactFlow } from "@xyflow/react";
import { memo } from "react";

import { gettext } from "../../../language";
import type { LinkEdge, Part } from "../draw/parts";
import { fitAll, glide } from "../draw/viewport";
import { Icon } from "../icon";

function kindOf(node: Part): string {
  return node.type === "note" || node.type === "frame" ? `is-${node.type}` : `is-${node.data.kind}`;
}

const LABELS = () => ({ nearer: gettext("Zoom in"), further: gettext("Zoom out"), all: gettext("Show all of it"), map: gettext("The whole drawing in small") });

function Zoom() {
  const flow = useReactFlow<Part, LinkEdge>();
  const labels = LABELS();
  const button = (icon: string, label: string, act: () => void) => (
    <button type="button" className="btn btn-icon" title={label} aria-label={label} onClick={act}>
      <Icon name={icon} />
    </button>
  );
  return (
    <Panel position="bottom-left" className="zoom">
      {button("plus", labels.nearer, () => void flow.zoomIn({ duration: glide() }))}
      {button("minus", labels.further, () => void flow.zoomOut({ duration: glide() }))}
      {button("maximize", labels.all, () => fitAll(flow))}
    </Panel>
  );
}

export const Controls = memo(function Controls() {
  return (
    <>
      <Zoom />
      <MiniMap<Part> position="bottom-right" className="minimap" pannable zoomable nodeClassName={kindOf} nodeBorderRadius={12} ariaLabel={LABELS().map} />
    </>
  );
});
