// All benches, by the names of their files in tests/bench/benches, in the order in which they run.

/// Of programs alone; smoke.mjs runs them once.
export const kProgramBenches = ['ingest', 'routing', 'search', 'relay_memory'];
/// Of the client, all but client_size in a browser; client_benches.test.mjs runs them once.
export const kClientBenches = ['latency', 'latency_offer', 'client_size', 'client_start', 'client_memory', 'client_idle', 'client_scroll', 'client_vs_dom'];

/// [{file, names, measure}]
export function importBenches(files) {
  return Promise.all(files.map(async (file) => ({file, ...await import(`../benches/${file}.mjs`)})));
}
