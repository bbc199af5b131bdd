/** A part of a text, from `start` up to `end`, and what takes its place. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text after its edits, and the way back. */
export interface EditedText {
  readonly text: string;
  /** The offset in the text as typed of an offset in this one; what was inserted lies where it was. */
  typedOffset(offset: number): number;
}

/** Carries out edits that do not overlap. Of several at one place, the one given first comes first. */
export function applyEdits(typed: string, edits: readonly Edit[]): EditedText {
  const inOrder = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  /** Where a piece of the typed text begins, there and here. */
  const pieces: { readonly typed: number; readonly edited: number }[] = [];
  let text = "";
  let last = 0;
  for (const edit of inOrder) {
    pieces.push({ typed: last, edited: text.length });
    text += typed.slice(last, edit.start) + edit.text;
    last = edit.end;
  }
  pieces.push({ typed: last, edited: text.length });
  text += typed.slice(last);
  return {
    text,
    typedOffset(offset) {
      const index = pieces.findLastIndex(({ edited }) => edited <= offset);
      const piece = pieces[index] ?? { typed: 0, edited: 0 };
      const next = inOrder[index]?.start ?? typed.length;
      return Math.min(piece.typed + offset - piece.edited, next);
    },
  };
}
