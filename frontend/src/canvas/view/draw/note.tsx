/** A sticky note: its text is written where it stands. */
import { NodeResizer, type NodeProps } from "@xyflow/react";
import { memo, useEffect, useRef, useState } from "react";

import { gettext } from "../../../language";
import { Icon } from "../icon";
import { useHands } from "./hands";
import type { NoteNode } from "./parts";
import { looksTheSame } from "./step";

const COLOURS = () => ({
  yellow: gettext("Yellow"),
  blue: gettext("Blue"),
  green: gettext("Green"),
  pink: gettext("Pink"),
});

function Tools({ id, colour }: { id: string; colour: string }) {
  const hands = useHands();
  if (!hands) return null;
  return (
    <div className="note-tools nodrag nopan">
      {Object.entries(COLOURS()).map(([key, name]) => (
        <button
          type="button"
          key={key}
          className={`swatch is-${key}`}
          aria-pressed={key === colour}
          aria-label={name}
          title={name}
          onClick={() => hands.colourNote(id, key)}
        />
      ))}
      <button
        type="button"
        className="swatch is-remove"
        aria-label={gettext("Remove this note")}
        title={gettext("Remove this note")}
        onClick={() => hands.removeNote(id)}
      >
        <Icon name="trash" />
      </button>
    </div>
  );
}

function Sticky({ data, selected }: NodeProps<NoteNode>) {
  const hands = useHands();
  const { note } = data;
  const [text, setText] = useState(note.text);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (document.activeElement !== area.current) setText(note.text);
  }, [note.text]);
  return (
    <div className={`sticky is-${note.colour}`}>
      {hands && selected && (
        <NodeResizer
          minWidth={120}
          minHeight={64}
          lineClassName="note-edge"
          handleClassName="note-corner"
          onResizeEnd={(_event, { x, y, width, height }) => hands.sizeNote(note.key, { x, y, width, height })}
        />
      )}
      <textarea
        ref={area}
        className="nodrag nowheel"
        dir="auto"
        readOnly={!hands}
        maxLength={5000}
        value={text}
        aria-label={gettext("Text of the note")}
        placeholder={gettext("Write a note")}
        onChange={(event) => {
          setText(event.target.value);
          hands?.writeNote(note.key, event.target.value);
        }}
      />
      {selected && <Tools id={note.key} colour={note.colour} />}
    </div>
  );
}

export const StickyNote = memo(Sticky, looksTheSame);
