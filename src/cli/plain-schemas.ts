import { z } from 'zod';

// Schemas are run as they stand. To compile each to a function takes longer than the few documents of a run take to check
// (prepare of the demo 1.04 s for 1.14 s), and has to be turned off before the first schema is made.
z.config({ jitless: true });
