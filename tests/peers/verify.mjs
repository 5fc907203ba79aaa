// Reads a list of jobs on standard input and prints what each peer makes of it: {ok, error, …} by number.
import {readFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {createVerifyCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {verifyCredential, verifyPresentation} from '@digitalcredentials/verifier-core';
import {documentLoader, hold} from './loader.mjs';
import {verifyToken} from './tokens.mjs';

// Whatever a peer would like to fetch, it may not.
globalThis.fetch = async url => { throw new Error(`no network: ${url}`); };

const suite = [
  new DataIntegrityProof({cryptosuite: rdfc}),
  new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()})
];

function told(result) {
  const errors = result.error?.errors ?? (result.error ? [result.error] : []);
  return {ok: result.verified === true, error: errors.map(entry => entry.message).join('; ')};
}

const peers = {
  credential: async ({document}) => told(await vc.verifyCredential({credential: document, suite, documentLoader})),
  presentation: async ({document, challenge, domain}) =>
    told(await vc.verify({presentation: document, challenge, domain, suite, documentLoader})),
  core: async ({document}) => {
    const result = await verifyCredential({credential: document, knownDIDRegistries: []});
    const signature = result.log?.find(entry => entry.id === 'valid_signature');
    const expired = result.log?.find(entry => entry.id === 'expiration');
    return {ok: signature?.valid === true && expired?.valid === true, error: JSON.stringify(result.errors ?? null)};
  },
  'core presentation': async ({document, challenge}) => {
    const result = await verifyPresentation({presentation: document, challenge, knownDIDRegistries: []});
    const read = (result.credentialResults ?? []).map(
      ({log}) => log?.find(entry => entry.id === 'valid_signature')?.valid === true
    );
    const errors = [result.errors, result.presentationResult?.errors].flat().filter(Boolean);
    return {
      ok: read.length > 0 && read.every(Boolean), signature: result.presentationResult?.signature,
      error: errors.map(({message}) => String(message?.errors?.[0]?.message ?? message)).join('; ')
    };
  },
  token: async job => ({ok: true, ...await verifyToken(job)})
};

const results = [];
for (const job of JSON.parse(readFileSync(0))) {
  hold(job.documents ?? {});
  try {
    results.push(await peers[job.peer](job));
  } catch (error) {
    results.push({ok: false, error: String(error)});
  }
}
console.log(JSON.stringify(results));
