// The same once more with the CPU renderer, which takes over where WebGL2 is missing or only software.
process.env.SMSDESK_RENDERER = 'cpu';
await import('./main_job.test.mjs');
