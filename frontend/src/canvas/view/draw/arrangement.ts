/** Where everything stands: what was put somewhere stays there, what was not is laid out. */
import { useEffect, useMemo, useRef, useState } from "react";

import type { Card } from "../../document/answers";
import { END, START, type Document } from "../../document/types";
import { askLayout } from "../arrange/ask";
import type { Box, Spots, Task } from "../arrange/boxes";
import { placed } from "../arrange/place";
import { kindOf, sizeOf } from "../arrange/sizes";

export function boxesOf(document: Document, order: string[], cardOf: (key: string) => Card): Box[] {
  const byKey = new Map(document.steps.map((step) => [step.key, step]));
  return [START, ...order, END].map((key) => ({ key, ...sizeOf(kindOf(byKey.get(key), key), cardOf(key)) }));
}

/** The spots of all steps; null until the first layout has come. */
export function useArrangement(document: Document, boxes: Box[]): Spots | null {
  const [suggested, setSuggested] = useState<Spots | null>(null);
  const shape = JSON.stringify([boxes, document.links.map((link) => [link.source, link.target, link.rank]), document.groups.map((group) => group.steps)]);
  const known = document.layout;
  const isOpen = boxes.some((box) => !known[box.key]);
  const asked = useRef("");
  useEffect(() => {
    if (!isOpen || asked.current === shape) return;
    asked.current = shape;
    void askLayout(taskOf(boxes, document)).then((spots) => asked.current === shape && setSuggested(spots));
  });
  return useMemo(() => {
    if (isOpen && !suggested) return null;
    return placed(boxes, document.links, Object.keys(known).length ? known : allOr(suggested, boxes), suggested ?? {});
    // The shape says all that matters of the boxes and ties.
  }, [shape, known, suggested, isOpen]);
}

function taskOf(boxes: Box[], document: Document): Task {
  const ties = document.links.toSorted((a, b) => a.rank - b.rank).map(({ source, target }) => ({ source, target }));
  // An end that nothing leads to yet still stands below what begins.
  if (!ties.some((tie) => tie.target === END)) ties.push({ source: document.steps.at(-1)?.key ?? START, target: END });
  return {
    boxes,
    ties,
    bunches: document.groups.map(({ key, steps }) => ({ key, steps })),
  };
}

/** While nothing was moved by hand the layout holds for all that it knows. */
function allOr(suggested: Spots | null, boxes: Box[]): Spots {
  const there = new Set(boxes.map((box) => box.key));
  return Object.fromEntries(Object.entries(suggested ?? {}).filter(([key]) => there.has(key)));
}
