/** Nearer and further, and all of it. */
import { Panel, useReactFlow } from "@xyflow/react";
import { memo } from "react";

import { gettext } from "../../../language";
import type { LinkEdge, Part } from "../draw/parts";
import { fitAll, glide } from "../draw/viewport";
import { Icon } from "../icon";

export const Controls = memo(function Controls() {
  const flow = useReactFlow<Part, LinkEdge>();
  const button = (icon: string, label: string, act: () => void) => (
    <button type="button" className="btn btn-icon" title={label} aria-label={label} onClick={act}>
      <Icon name={icon} />
    </button>
  );
  return (
    <Panel position="bottom-left" className="zoom">
      {button("plus", gettext("Zoom in"), () => void flow.zoomIn({ duration: glide() }))}
      {button("minus", gettext("Zoom out"), () => void flow.zoomOut({ duration: glide() }))}
      {button("maximize", gettext("Show all of it"), () => fitAll(flow))}
    </Panel>
  );
});
