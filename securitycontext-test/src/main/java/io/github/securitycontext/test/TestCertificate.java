/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.securitycontext.test;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The certificate of the endpoint. Everybody has its key, so it is for localhost and its
 * addresses only, and cannot sign others.
 */
final class TestCertificate {

	private static final String FILE = "localhost.p12";

	private static final char[] PASSWORD = "localhost".toCharArray();

	private TestCertificate() {
	}

	private static X509Certificate certificate() {
		try {
			return (X509Certificate) keyStore().getCertificate("localhost");
		}
		catch (GeneralSecurityException ex) {
			throw unusable(ex);
		}
	}

	/**
	 * A context that presents the certificate, and trusts it.
	 */
	static SSLContext sslContext() {
		try {
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(keyStore(), PASSWORD);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), new TrustManager[] { trustManager() }, new SecureRandom());
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw unusable(ex);
		}
	}

	static X509TrustManager trustManager() {
		try {
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, null);
			trusted.setCertificateEntry("localhost", certificate());
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init(trusted);
			return (X509TrustManager) factory.getTrustManagers()[0];
		}
		catch (GeneralSecurityException ex) {
			throw unusable(ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static KeyStore keyStore() throws GeneralSecurityException {
		try (InputStream input = TestCertificate.class.getResourceAsStream(FILE)) {
			if (input == null) {
				throw new FileNotFoundException(FILE);
			}
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(input, PASSWORD);
			return store;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static IllegalStateException unusable(GeneralSecurityException ex) {
		return new IllegalStateException("This JVM cannot use the certificate of the test endpoint", ex);
	}

}
