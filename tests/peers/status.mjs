// Status lists: reads ours at every index, and writes others for us to read. Jobs on standard input, results printed.
import {readFileSync} from 'node:fs';
import {createPrivateKey, sign} from 'node:crypto';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {
  checkStatus, createCredential, createList, decodeList, getCredentialStatus
} from '@digitalbazaar/vc-bitstring-status-list';
import {
  createHeaderAndPayload, getListFromStatusListJWT, getStatusListFromJWT, StatusList
} from '@sd-jwt/jwt-status-list';
import {documentLoader} from './loader.mjs';

globalThis.fetch = async url => { throw new Error(`no network: ${url}`); };

const base64url = value => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const tasks = {
  // What the peer makes of a credential and of its list, and every index that is set in it.
  async readBitstring({credential, list}) {
    const loader = async url =>
      url === list.id ? {contextUrl: null, documentUrl: url, document: list} : documentLoader(url);
    const checked = await checkStatus({
      credential, documentLoader: loader, suite: new DataIntegrityProof({cryptosuite: rdfc})
    });
    const decoded = await decodeList({encodedList: list.credentialSubject.encodedList});
    const set = [];
    for(let index = 0; index < decoded.length; index++) {
      if(decoded.getStatus(index)) {
        set.push(index);
      }
    }
    return {
      verified: checked.verified, error: checked.error?.message, status: checked.results?.[0].status,
      index: getCredentialStatus({credential, statusPurpose: 'revocation'}).statusListIndex,
      length: decoded.length, set
    };
  },

  async readToken({credential, list}) {
    const decoded = getListFromStatusListJWT(list);
    const values = decoded.statusList.flatMap((value, index) => value ? [[index, value]] : []);
    const reference = getStatusListFromJWT(credential.split('~')[0]);
    return {length: decoded.statusList.length, values, status: decoded.getStatus(reference.idx), uri: reference.uri};
  },

  async writeBitstring({url, length, set}) {
    const pair = await Ed25519Multikey.generate();
    const did = `did:key:${pair.publicKeyMultibase}`;
    pair.id = `${did}#${pair.publicKeyMultibase}`;
    pair.controller = did;
    const list = await createList({length});
    set.forEach(index => list.setStatus(index, true));
    const unsigned = await createCredential({id: url, list, statusPurpose: 'revocation'});
    const suite = new DataIntegrityProof({signer: pair.signer(), cryptosuite: rdfc});
    const credential = await vc.issue({
      credential: {...unsigned, issuer: did, validFrom: new Date().toISOString().slice(0, 19) + 'Z'},
      suite, documentLoader
    });
    return {did, credential};
  },

  async writeToken({url, length, values, bits, jwk, kid}) {
    const statuses = new Array(length).fill(0);
    values.forEach(([index, value]) => { statuses[index] = value; });
    const now = Math.floor(Date.now() / 1000);
    const {header, payload} = createHeaderAndPayload(
      new StatusList(statuses, bits), {sub: url, iat: now, exp: now + 86400, ttl: 3600},
      {alg: 'EdDSA', typ: 'statuslist+jwt', kid}
    );
    const input = `${base64url(header)}.${base64url(payload)}`;
    const signature = sign(null, Buffer.from(input), createPrivateKey({key: jwk, format: 'jwk'}));
    return `${input}.${signature.toString('base64url')}`;
  }
};

const results = [];
for(const job of JSON.parse(readFileSync(0))) {
  results.push(await tasks[job.task](job));
}
console.log(JSON.stringify(results));
