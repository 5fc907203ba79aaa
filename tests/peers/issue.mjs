// Issues with fresh keys what the tests have to read, and prints it: credentials, presentations, tokens.
import {generateKeyPairSync} from 'node:crypto';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite as rdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {createSignCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {documentLoader} from './loader.mjs';
import {issueToken} from './tokens.mjs';

const CHALLENGE = 'a-challenge-of-the-verifier';
const DOMAIN = 'Bouwbedrijf Voorbeeld';

async function party() {
  const pair = await Ed25519Multikey.generate();
  const did = `did:key:${pair.publicKeyMultibase}`;
  pair.id = `${did}#${pair.publicKeyMultibase}`;
  pair.controller = did;
  return {pair, did};
}

const suites = {
  'eddsa-rdfc-2022': pair => new DataIntegrityProof({signer: pair.signer(), cryptosuite: rdfc}),
  'eddsa-jcs-2022': pair => new DataIntegrityProof({signer: pair.signer(), cryptosuite: createSignCryptosuite()})
};

const plain = (issuer, subject) => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: 'urn:uuid:1b0d4a58-6d0c-4f43-a8f4-0d0dd1f1a001',
  type: ['VerifiableCredential'],
  issuer,
  name: 'Voorbeeld',
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: {id: subject, name: 'Sam Voorbeeld'}
});

const badge = (issuer, subject) => ({
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
  id: 'urn:uuid:1b0d4a58-6d0c-4f43-a8f4-0d0dd1f1a002',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: {id: issuer, type: ['Profile'], name: 'Voorbeeldschool'},
  name: 'Timmeren',
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: {
    id: subject,
    type: ['AchievementSubject'],
    achievement: {
      id: 'urn:uuid:1b0d4a58-6d0c-4f43-a8f4-0d0dd1f1a003', type: ['Achievement'], name: 'Timmeren niveau 3',
      description: 'Maakt zelfstandig een wand', criteria: {narrative: 'Gezien op de werkplek'}
    }
  }
});

const made = {challenge: CHALLENGE, domain: DOMAIN, credentials: [], presentations: [], tokens: []};
for (const [name, make] of Object.entries(suites)) {
  for (const [kind, template] of Object.entries({plain, badge})) {
    const [issuer, holder] = [await party(), await party()];
    const credential = await vc.issue({
      credential: template(issuer.did, holder.did), suite: make(issuer.pair), documentLoader
    });
    made.credentials.push({name: `${name} ${kind}`, issuer: issuer.did, document: credential});
    const presentation = vc.createPresentation({verifiableCredential: [credential], holder: holder.did, version: 2.0});
    const signed = await vc.signPresentation({
      presentation, suite: make(holder.pair), challenge: CHALLENGE, domain: DOMAIN, documentLoader
    });
    made.presentations.push({name: `${name} ${kind}`, issuer: issuer.did, document: signed});
  }
}

const jwks = kind => {
  const pair = kind === 'OKP' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', {namedCurve: 'P-256'});
  return {secret: pair.privateKey.export({format: 'jwk'}), open: pair.publicKey.export({format: 'jwk'})};
};
for (const kind of ['OKP', 'EC']) {
  const [issuer, holder] = [jwks(kind), jwks(kind)];
  const iss = 'https://school.example';
  const text = await issueToken({
    issuer: issuer.secret, holder: holder.secret, audience: DOMAIN, nonce: CHALLENGE, header: {kid: 'key-1'},
    claims: {
      iss, iat: Math.floor(Date.now() / 1000) - 60, vct: 'urn:example:skill', cnf: {jwk: holder.open},
      given_name: 'Sam', level: 3, skills: ['timmeren', 'metselen']
    },
    frame: {_sd: ['given_name', 'level'], skills: {_sd: [0, 1]}},
    presentation: {level: true, skills: {0: true}}
  });
  made.tokens.push({name: kind, iss, key: issuer.open, text});
}
console.log(JSON.stringify(made));
