#!/usr/bin/env node
import { runProgram } from './program.ts';
import { tendOutput } from './tend-output.ts';

tendOutput(process);
await runProgram(process.argv.slice(2));
