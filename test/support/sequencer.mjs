import { statSync } from 'node:fs';

// What starts whole installations and browsers takes minutes, however short its file is: it begins first, so that no worker is left
// alone with it at the end. The rest goes by size, as Jest itself would have it.
const long = [/\/journeys\/(accessibility|start|every-type|browser|weight|server)\./, /\/prove\//, /\/courses\/walk\./, /\/journeys\//];
const rank = (path) => {
  const found = long.findIndex((pattern) => pattern.test(path));
  return found < 0 ? long.length : found;
};

export default class Sequencer {
  sort(tests) {
    const size = new Map(tests.map(({ path }) => [path, statSync(path).size]));
    return [...tests].sort((a, b) => rank(a.path) - rank(b.path) || size.get(b.path) - size.get(a.path));
  }
  shard(tests) {
    return tests;
  }
  allFailedTests(tests) {
    return tests;
  }
  cacheResults() {}
}
