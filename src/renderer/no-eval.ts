import { config } from 'zod';

// The window's policy forbids making code from text; the schemas would try it once, to be refused with an error.
config({ jitless: true });
