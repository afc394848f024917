// The same once more with the CPU renderer; it has no context that could be lost.
process.env.SMSDESK_RENDERER = 'cpu';
await import('./canvas.test.mjs');
