// What holds for every page holds for staff pages too; after 3-first-start.
import { staffPages } from '../world.mjs';
import { forEveryPage } from './2-everyone.mjs';

export const journeys = Object.fromEntries(
  Object.entries(forEveryPage(staffPages, (world) => world.coordinator)).map(([name, walk]) => [`staff: ${name}`, walk]));
