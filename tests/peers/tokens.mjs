// SD-JWT VC by @sd-jwt/sd-jwt-vc, with Node's own cryptography.
import {createHash, createPrivateKey, createPublicKey, randomBytes, sign, verify} from 'node:crypto';
import {SDJwtVcInstance} from '@sd-jwt/sd-jwt-vc';

const hasher = (data, algorithm) =>
  createHash(algorithm.replace('-', '')).update(typeof data === 'string' ? data : Buffer.from(data)).digest();

function verifier(jwk) {
  const key = createPublicKey({key: jwk, format: 'jwk'});
  const [hash, options] = jwk.kty === 'OKP' ? [null, key] : ['sha256', {key, dsaEncoding: 'ieee-p1363'}];
  return (data, signature) => verify(hash, Buffer.from(data), options, Buffer.from(signature, 'base64url'));
}

function signer(jwk) {
  const key = createPrivateKey({key: jwk, format: 'jwk'});
  const [hash, options] = jwk.kty === 'OKP' ? [null, key] : ['sha256', {key, dsaEncoding: 'ieee-p1363'}];
  return data => sign(hash, Buffer.from(data), options).toString('base64url');
}

const algorithm = jwk => jwk.kty === 'OKP' ? 'EdDSA' : 'ES256';

export async function verifyToken({token, issuer, nonce}) {
  const instance = new SDJwtVcInstance({
    hasher, hashAlg: 'sha-256', verifier: verifier(issuer),
    kbVerifier: (data, signature, payload) => verifier(payload.cnf.jwk)(data, signature)
  });
  const {payload, kb} = await instance.verify(token, {keyBindingNonce: nonce});
  return {vct: payload.vct, skills: Object.keys(payload.skills ?? {}), audience: kb?.payload.aud};
}

export async function issueToken({issuer, holder, claims, frame, presentation, audience, nonce, header}) {
  const instance = new SDJwtVcInstance({
    hasher, hashAlg: 'sha-256', signer: signer(issuer), signAlg: algorithm(issuer),
    kbSigner: signer(holder), kbSignAlg: algorithm(holder),
    saltGenerator: length => randomBytes(length).toString('base64url').slice(0, length)
  });
  const issued = await instance.issue(claims, frame, {header});
  return instance.present(issued, presentation, {
    kb: {payload: {iat: Math.floor(Date.now() / 1000), aud: audience, nonce}}
  });
}
