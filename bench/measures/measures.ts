import type { BenchOptions, Measure } from "../options.ts";
import type { Prepared } from "../run.ts";
import type { Tools } from "../tools.ts";
import { prepareGrowth } from "./growth.ts";
import { prepareSlice, prepareStorage } from "./lake.ts";
import { prepareRules } from "./rules.ts";
import { prepareMemory, prepareScan } from "./scan.ts";
import { prepareSmallFiles } from "./small-files.ts";
import { prepareHelp, prepareHundred } from "./start-up.ts";

/** How each measure makes its data ready. */
export const PREPARE: Readonly<Record<Measure, (tools: Tools, options: BenchOptions) => Promise<Prepared>>> = {
  scan: prepareScan,
  rules: prepareRules,
  memory: prepareMemory,
  storage: prepareStorage,
  "small-files": prepareSmallFiles,
  slice: prepareSlice,
  help: prepareHelp,
  hundred: prepareHundred,
  growth: prepareGrowth,
};
