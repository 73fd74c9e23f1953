/** A frame round steps that belong together, with its name; moved by the name it takes its steps along. */
import type { NodeProps } from "@xyflow/react";
import { memo, useEffect, useState } from "react";

import { gettext } from "../../../language";
import { useHands } from "./hands";
import type { FrameNode } from "./parts";
import { looksTheSame } from "./step";

function Framed({ data, selected }: NodeProps<FrameNode>) {
  const hands = useHands();
  const [name, setName] = useState(data.name);
  useEffect(() => setName(data.name), [data.name]);
  return (
    <div className="frame">
      <div className="frame-name" dir="auto">
        {selected && hands ? (
          <input
            className="nodrag"
            maxLength={200}
            value={name}
            aria-label={gettext("Name of the group")}
            placeholder={gettext("Name this group")}
            onChange={(event) => {
              setName(event.target.value);
              hands.renameFrame(data.key, event.target.value);
            }}
          />
        ) : (
          <span title={data.name}>{data.name || gettext("Group")}</span>
        )}
      </div>
    </div>
  );
}

export const Frame = memo(Framed, looksTheSame);
