// SD-JWT VCs with certificates: Node's own X.509 follows x5c to an anchor, @sd-jwt/sd-jwt-vc reads and writes the token.
import {X509Certificate} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {issueToken, verifyToken} from './tokens.mjs';

globalThis.fetch = async url => { throw new Error(`no network: ${url}`); };

async function verify({token, anchor, iss, nonce}) {
  const header = JSON.parse(Buffer.from(token.split('.')[0], 'base64url'));
  const chain = header.x5c.map(entry => new X509Certificate(Buffer.from(entry, 'base64')));
  const path = [...chain, new X509Certificate(anchor)];
  for (let place = 0; place + 1 < path.length; place++) {
    if (!path[place].checkIssued(path[place + 1]) || !path[place].verify(path[place + 1].publicKey)) {
      throw new Error(`certificate ${place} is not by the next one`);
    }
  }
  if (!chain[0].subjectAltName.split(', ').includes(`URI:${iss}`)) throw new Error('another name');
  return verifyToken({token, issuer: chain[0].publicKey.export({format: 'jwk'}), nonce});
}

const results = [];
for (const {work, ...job} of JSON.parse(readFileSync(0))) {
  try {
    results.push({ok: true, ...(work === 'issue' ? {token: await issueToken(job)} : await verify(job))});
  } catch (error) {
    results.push({ok: false, error: error.message});
  }
}
console.log(JSON.stringify(results));
