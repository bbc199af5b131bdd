/** A part of a text, from `start` up to `end`, and what takes its place. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text after its edits, and the way back: plain data, for another thread. */
export interface EditedText {
  readonly text: string;
  /** Where what was not changed begins, as typed and here, and where it ends as typed. */
  readonly pieces: readonly {
    readonly typed: number;
    readonly edited: number;
    readonly end: number;
  }[];
}

/** Carries out edits that do not overlap. Of several at one place, the one given first comes first. */
export function applyEdits(typed: string, edits: readonly Edit[]): EditedText {
  const pieces: EditedText["pieces"][number][] = [];
  let text = "";
  let last = 0;
  const inOrder = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  for (const edit of [...inOrder, { start: typed.length, end: typed.length, text: "" }]) {
    pieces.push({ typed: last, edited: text.length, end: edit.start });
    text += typed.slice(last, edit.start) + edit.text;
    last = edit.end;
  }
  return { text, pieces };
}

/** The offset as typed of an offset in the edited text; what was inserted lies where it was put. */
export function typedOffset({ pieces }: EditedText, offset: number): number {
  const piece = pieces.findLast(({ edited }) => edited <= offset);
  return piece ? Math.min(piece.typed + offset - piece.edited, piece.end) : 0;
}
