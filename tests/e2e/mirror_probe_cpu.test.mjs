// The same once more with the CPU renderer.
process.env.SMSDESK_RENDERER = 'cpu';
await import('./mirror_probe.test.mjs');
