// npm start: installs, builds, and runs the main job. Options go through: npm start -- --once
process.argv.splice(2, 0, 'start');
await import('./vindplaats.mjs');
