// run.mjs [PART OF A NAME ...] -- runs the journeys in order; the last line is "N passed, N failed".
import { readdirSync } from 'node:fs';
import { openWorld } from './world.mjs';

const here = new URL('./journeys/', import.meta.url);
const wanted = process.argv.slice(2);
const world = await openWorld();
let passed = 0, failed = 0, at = '';

// Cut by the clock: says where, and leaves neither server nor browser behind.
process.once('SIGTERM', async () => {
  console.log(`FAIL cut short in ${at}\n${passed} passed, ${failed + 1} failed`);
  setTimeout(() => process.exit(1), 10000);
  await world.close().catch(() => {});
  process.exit(1);
});

for (const file of readdirSync(here).filter((f) => f.endsWith('.mjs')).sort()) {
  const { journeys } = await import(new URL(file, here));
  for (const [name, walk] of Object.entries(journeys)) {
    if (wanted.length && !wanted.some((w) => name.includes(w))) continue;
    const problems = [];
    at = `${file}: ${name}`;
    const check = (fine, what) => { if (!fine) problems.push(what); };
    try {
      await walk(world, check);
    } catch (e) {
      problems.push(e.stack.split('\n').slice(0, 4).join('\n     '));
    }
    if (problems.length === 0) passed++;
    else {
      failed++;
      console.log(`FAIL ${file}: ${name}`);
      for (const p of problems.slice(0, 12)) console.log(`     ${p}`);
    }
  }
}
const end = await world.close();
if (end.code !== 0 || /Sanitizer/.test(end.said)) {
  failed++;
  console.log(`FAIL the server ended with code ${end.code}\n${end.said.slice(-2000)}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
