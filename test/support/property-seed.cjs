// `.ci/run` gives every commit its own dice for property tests, and the same commit the same: see CONTRIBUTING.md.
const seed = process.env.PROPERTY_SEED;
if (seed !== undefined) require('fast-check').configureGlobal({ seed: Number(seed) });
