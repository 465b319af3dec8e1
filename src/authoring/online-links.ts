import type { SourceFiles } from '../catalogue/rules/manifest.js';
import type { Problem } from '../platform/source/source-file.js';

const atOnce = 6;
const waitMs = 15_000;

interface Place {
  file: string;
  line: number;
}

/** Outward addresses with the places at which they stand. */
function addresses(files: SourceFiles): Map<string, Place[]> {
  const found = new Map<string, Place[]>();
  for (const [file, text] of files) {
    if (!/\.(md|yaml)$/.test(file)) continue;
    for (const [index, line] of text.split('\n').entries())
      for (const [address] of line.matchAll(/\bhttps?:\/\/[^\s)>\]"'`]+/gi)) {
        const places = found.get(address) ?? [];
        places.push({ file, line: index + 1 });
        found.set(address, places);
      }
  }
  return found;
}

/** Why an address does not answer as it should; null where it does. */
async function faultOf(address: string): Promise<string | null> {
  const ask = async (method: 'HEAD' | 'GET'): Promise<number> => {
    const answer = await fetch(address, { method, redirect: 'follow', signal: AbortSignal.timeout(waitMs), headers: { accept: 'text/html,*/*' } });
    await answer.body?.cancel();
    return answer.status;
  };
  try {
    let status = await ask('HEAD');
    // Many servers do not know HEAD, or answer it otherwise.
    if (status >= 400) status = await ask('GET');
    return status >= 400 ? `answers ${status}` : null;
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name;
    return `does not answer (${cause})`;
  }
}

/**
 * Asks every address once, a few at a time. An address that does not answer is noted where it stands first: sites rest,
 * so it is for an author to look, not for a check to fail.
 */
export async function onlineNotes(files: SourceFiles): Promise<Problem[]> {
  const all = [...addresses(files)];
  const notes: Problem[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < all.length; index = next++) {
      const [address, places] = all[index]!;
      const fault = await faultOf(address);
      const more = places.length > 1 ? `; it stands in ${places.length} places` : '';
      if (fault) notes.push({ ...places[0]!, message: `${address} ${fault}${more}` });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return notes;
}
