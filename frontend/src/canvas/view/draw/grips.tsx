/** Where a link is drawn from and to, and the "+" and the menu of a step. */
import { Handle, Position } from "@xyflow/react";

import { fill, gettext } from "../../../language";
import { Icon } from "../icon";
import { anchorOf, useHands } from "./hands";

/** The dot below a step: dragged it draws a link, clicked it asks for a step by name. */
export function Grips({ id, kind }: { id: string; kind: string }) {
  const hands = useHands();
  if (!hands) return <Ends kind={kind} />;
  return <Ends kind={kind} onThen={(at) => hands.thenOf(id, anchorOf(at))} />;
}

function Ends({ kind, onThen }: { kind: string; onThen?: (at: Element) => void }) {
  return (
    <>
      {kind !== "start" && <Handle type="target" position={Position.Top} className="grip is-into" />}
      {kind !== "end" && <Handle type="source" position={Position.Bottom} className="grip is-out" onClick={(event) => onThen?.(event.currentTarget)} />}
    </>
  );
}

/** The "+" below a step that leads nowhere yet. */
export function LooseEnd({ id, name }: { id: string; name: string }) {
  const hands = useHands();
  if (!hands) return null;
  return (
    <span className="loose-end nodrag nopan">
      <button
        type="button"
        className="plus"
        aria-label={fill(gettext("Add a step after “%(name)s”"), { name })}
        onClick={(event) => hands.addAfter(id, anchorOf(event.currentTarget))}
      >
        <Icon name="plus" />
      </button>
    </span>
  );
}

export function MenuButton({ id, name }: { id: string; name: string }) {
  const hands = useHands();
  if (!hands) return null;
  return (
    <button
      type="button"
      className="part-menu nodrag nopan"
      aria-haspopup="dialog"
      aria-label={fill(gettext("What to do with “%(name)s”"), { name })}
      onClick={(event) => {
        event.stopPropagation();
        hands.menuOf(id, anchorOf(event.currentTarget));
      }}
    >
      <Icon name="dots" />
    </button>
  );
}
