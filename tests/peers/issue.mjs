// Issues with fresh keys what the tests have to read, and prints it: credentials, presentations, tokens.
import {generateKeyPairSync} from 'node:crypto';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import jsigs from 'jsonld-signatures';
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

// What others put into a badge: several types, languages, evidence, results, a schema, other identifiers.
const rich = (issuer, subject) => ({
  ...badge(issuer, subject),
  id: 'urn:uuid:1b0d4a58-6d0c-4f43-a8f4-0d0dd1f1a004',
  type: ['VerifiableCredential', 'AchievementCredential'],
  issuer: {
    id: issuer, type: 'Profile', name: 'Voorbeeldschool', url: 'https://school.example/',
    email: 'info@school.example', image: {id: 'https://school.example/logo.png', type: 'Image', caption: 'Logo'},
    otherIdentifier: [{type: 'IdentifierEntry', identifier: '00AA', identifierType: 'ext:BRIN'}],
    address: {type: ['Address'], addressLocality: 'Utrecht', addressCountry: 'NL'}
  },
  description: 'Een vaardigheid',
  validFrom: '2026-01-01T09:30:00+01:00',
  validUntil: '2040-01-01T00:00:00.5Z',
  awardedDate: '2026-01-01T00:00:00Z',
  evidence: [
    {id: 'https://school.example/werk/1', type: ['Evidence'], name: 'Wand', narrative: 'Zelf gemaakt', genre: 'foto'},
    {type: 'Evidence', description: 'Een gesprek met de mentor'}
  ],
  credentialSubject: {
    id: subject, type: 'AchievementSubject', activityStartDate: '2025-09-01T00:00:00Z',
    creditsEarned: 2.5, role: 'leerling',
    identifier: [{type: 'IdentityObject', hashed: false, identityHash: 'Sam Voorbeeld', identityType: 'name'}],
    achievement: {
      id: 'https://school.example/badges/timmeren', type: 'Achievement', achievementType: 'Certificate',
      name: 'Timmeren', description: 'Timmeren', tag: ['hout', 'bouw'], inLanguage: 'nl', creditsAvailable: 3,
      criteria: {id: 'https://school.example/eisen', narrative: '# Eisen\n\n* een wand'},
      alignment: [{
        type: ['Alignment'], targetName: 'timmeren', targetType: 'ext:ESCOSkill', targetFramework: 'ESCO',
        targetUrl: 'http://data.europa.eu/esco/skill/b92758d4-4591-4df1-9ceb-f907aa71ebd9'
      }],
      resultDescription: [{
        id: 'urn:uuid:1b0d4a58-6d0c-4f43-a8f4-0d0dd1f1a005', type: ['ResultDescription'], name: 'Cijfer',
        resultType: 'LetterGrade', allowedValue: ['A', 'B']
      }]
    },
    result: [{
      type: ['Result'], resultDescription: 'urn:uuid:1b0d4a58-6d0c-4f43-a8f4-0d0dd1f1a005', value: 'A'
    }]
  }
});

const spoken = (issuer, subject) => ({
  ...plain(issuer, subject),
  name: [{'@value': 'Bewijs', '@language': 'nl'}, {'@value': 'Proof', '@language': 'en'}],
  description: {'@value': 'Een voorbeeld', '@language': 'nl-NL'}
});

const made = {challenge: CHALLENGE, domain: DOMAIN, credentials: [], presentations: [], tokens: []};
for (const [name, make] of Object.entries(suites)) {
  for (const [kind, template] of Object.entries({plain, badge, rich, spoken})) {
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

// One credential with a proof of each suite; several credentials, by different suites, in one presentation.
const [signer, person] = [await party(), await party()];
const both = await jsigs.sign(
  await vc.issue({credential: badge(signer.did, person.did), suite: suites['eddsa-rdfc-2022'](signer.pair), documentLoader}),
  {suite: suites['eddsa-jcs-2022'](signer.pair), purpose: new jsigs.purposes.AssertionProofPurpose(), documentLoader}
);
made.credentials.push({name: 'a proof of each suite', issuer: signer.did, document: both});
const several = [both];
for (const [name, make] of Object.entries(suites)) {
  const credential = {...rich(signer.did, person.did), id: `https://school.example/credentials/${name}`};
  several.push(await vc.issue({credential, suite: make(signer.pair), documentLoader}));
}
for (const [name, make] of Object.entries(suites)) {
  const presentation = vc.createPresentation({
    verifiableCredential: several, holder: person.did, id: 'urn:uuid:1b0d4a58-6d0c-4f43-a8f4-0d0dd1f1a006', version: 2.0
  });
  made.presentations.push({
    name: `several in ${name}`, issuer: signer.did,
    document: await vc.signPresentation({
      presentation, suite: make(person.pair), challenge: CHALLENGE, domain: DOMAIN, documentLoader
    })
  });
}

const jwks = kind => {
  const pair = kind === 'OKP' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', {namedCurve: 'P-256'});
  return {secret: pair.privateKey.export({format: 'jwk'}), open: pair.publicKey.export({format: 'jwk'})};
};
for (const [kind, other] of [['OKP', 'OKP'], ['EC', 'EC'], ['OKP', 'EC'], ['EC', 'OKP']]) {
  const [issuer, holder] = [jwks(kind), jwks(other)];
  const iss = 'https://school.example';
  const text = await issueToken({
    issuer: issuer.secret, holder: holder.secret, audience: DOMAIN, nonce: CHALLENGE, header: {kid: 'key-1'},
    claims: {
      iss, iat: Math.floor(Date.now() / 1000) - 60, vct: 'urn:example:skill', cnf: {jwk: holder.open},
      exp: Math.floor(Date.now() / 1000) + 3600, given_name: 'Sam', level: 3, skills: ['timmeren', 'metselen'],
      address: {locality: 'Utrecht', street: {name: 'Kade', number: 3}}
    },
    frame: {
      _sd: ['given_name', 'level', 'address'], _sd_decoy: 3, skills: {_sd: [0, 1], _sd_decoy: 1},
      address: {_sd: ['locality', 'street'], street: {_sd: ['number']}}
    },
    presentation: {level: true, skills: {0: true}, address: {street: {number: true}}}
  });
  made.tokens.push({name: `${kind} ${other}`, iss, key: issuer.open, text});
}
console.log(JSON.stringify(made));
