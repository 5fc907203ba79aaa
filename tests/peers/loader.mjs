// Documents for the peers, all from this folder's neighbours: nothing is ever fetched.
import {readFileSync} from 'node:fs';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';

const data = new URL('../../src/dsp_vc/rdf/context_data/', import.meta.url);
const contexts = new Map();
for (const entry of JSON.parse(readFileSync(new URL('manifest.json', data)))) {
  // Of several contents under one URL the first is the preferred one.
  if (!contexts.has(entry.url)) {
    contexts.set(entry.url, JSON.parse(readFileSync(new URL(entry.file, data))));
  }
}

async function didKey(url) {
  const [did, fragment] = url.split('#');
  const key = did.slice('did:key:'.length);
  const id = `${did}#${key}`;
  const method = {id, type: 'Multikey', controller: did, publicKeyMultibase: key};
  if (fragment) {
    return {'@context': 'https://w3id.org/security/multikey/v1', ...method};
  }
  await Ed25519Multikey.from({'@context': 'https://w3id.org/security/multikey/v1', ...method});
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did, verificationMethod: [method], assertionMethod: [id], authentication: [id]
  };
}

let held = {};

// Documents of DIDs that say nothing by themselves, by DID, as whoever verifies was given them.
export function hold(documents) {
  held = documents;
}

function heldDocument(url) {
  const [did, fragment] = url.split('#');
  const document = held[did];
  if (!document || !fragment) {
    return document;
  }
  const method = document.verificationMethod.find(({id}) => id === url);
  return method && {'@context': 'https://w3id.org/security/multikey/v1', ...method};
}

export async function documentLoader(url) {
  const document =
    contexts.get(url) ?? heldDocument(url) ?? (url.startsWith('did:key:') ? await didKey(url) : undefined);
  if (!document) {
    throw new Error(`not here, and nothing is fetched: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document, tag: 'static'};
}
