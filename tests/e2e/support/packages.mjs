// The npm packages of the browser tests, for the benches: a name is looked up from the file that imports it.
export const importPackage = (name) => import(name);
