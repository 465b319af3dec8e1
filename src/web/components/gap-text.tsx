import type { ComponentChildren } from 'preact';
import { usePage } from '../page.js';

/** A piece of text, or a box to type into. `label` is said by screen readers. */
export type GapPiece = { text: string } | { name: string; label: string; value: string };

/** A text with boxes in it, each as wide as any other: their width tells nothing. `lang` is of the text and of what is typed. */
export function GapText({ pieces, maxlength, lang }: { pieces: readonly GapPiece[]; maxlength: number; lang?: string }) {
  const { language } = usePage();
  return (
    <div class="gap-text" lang={lang}>
      <p>
        {pieces.map((piece) =>
          'text' in piece ? (
            piece.text
          ) : (
            <label>
              <span class="vh" lang={lang && language}>
                {piece.label}
              </span>
              <input
                class="input gap-in"
                id={piece.name}
                name={piece.name}
                value={piece.value}
                maxlength={maxlength}
                autocomplete="off"
                autocapitalize="off"
                spellcheck={false}
              />
            </label>
          ),
        )}
      </p>
    </div>
  );
}

/** The same text with what was typed. */
export function FilledText({ pieces, lang }: { pieces: readonly ComponentChildren[]; lang?: string }) {
  return (
    <div class="gap-text" lang={lang}>
      <p>{pieces}</p>
    </div>
  );
}
