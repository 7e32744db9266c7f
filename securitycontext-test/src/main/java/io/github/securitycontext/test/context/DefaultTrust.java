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

package io.github.securitycontext.test.context;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

/**
 * What the JVM trusts by default, with the endpoint's certificate as long as somebody
 * needs it. HTTP clients ask in two ways: some for the default context, others for a
 * trust manager, which reads the system properties.
 */
final class DefaultTrust {

	private static final String PREFIX = "javax.net.ssl.trustStore";

	private static final List<String> PROPERTIES = List.of(PREFIX, PREFIX + "Type", PREFIX + "Password",
			PREFIX + "Provider");

	private static final String PASSWORD = "localhost";

	private static int users;

	private static @Nullable DefaultTrust replaced;

	private final SSLContext context;

	private final Map<String, @Nullable String> properties = new HashMap<>();

	private final Path file;

	private DefaultTrust() throws GeneralSecurityException, IOException {
		this.context = SSLContext.getDefault();
		PROPERTIES.forEach((name) -> this.properties.put(name, System.getProperty(name)));
		this.file = Files.createTempFile("securitycontext-test", ".p12");
	}

	/**
	 * Trusts what the endpoint does, until {@link #restore()} was called as many times.
	 */
	static synchronized void extend(X509TrustManager endpoint) {
		if (users == 0) {
			try {
				DefaultTrust trust = new DefaultTrust();
				trust.replaceOrPutBack(endpoint);
				replaced = trust;
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException("The default trust of this JVM cannot be extended", ex);
			}
			catch (IOException ex) {
				throw new UncheckedIOException("The default trust of this JVM cannot be extended", ex);
			}
		}
		users++;
	}

	static synchronized void restore() {
		if (--users == 0 && replaced != null) {
			replaced.putBack();
			replaced = null;
		}
	}

	private void replaceOrPutBack(X509TrustManager endpoint) throws GeneralSecurityException, IOException {
		boolean done = false;
		try {
			replace(endpoint);
			done = true;
		}
		finally {
			if (!done) {
				putBack();
			}
		}
	}

	private void replace(X509TrustManager endpoint) throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		List<X509Certificate> trusted = new ArrayList<>();
		trusted.addAll(List.of(trustManager().getAcceptedIssuers()));
		trusted.addAll(List.of(endpoint.getAcceptedIssuers()));
		for (X509Certificate certificate : trusted) {
			store.setCertificateEntry("trusted-" + store.size(), certificate);
		}
		try (OutputStream output = Files.newOutputStream(this.file)) {
			store.store(output, PASSWORD.toCharArray());
		}
		this.file.toFile().deleteOnExit();
		System.setProperty(PREFIX, this.file.toString());
		System.setProperty(PREFIX + "Type", "PKCS12");
		System.setProperty(PREFIX + "Password", PASSWORD);
		System.clearProperty(PREFIX + "Provider");
		SSLContext extended = SSLContext.getInstance("TLS");
		extended.init(null, new TrustManager[] { trustManager() }, new SecureRandom());
		SSLContext.setDefault(extended);
	}

	private static X509TrustManager trustManager() throws GeneralSecurityException {
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init((KeyStore) null);
		for (TrustManager manager : factory.getTrustManagers()) {
			if (manager instanceof X509TrustManager found) {
				return found;
			}
		}
		throw new NoSuchAlgorithmException("no X509TrustManager");
	}

	private void putBack() {
		SSLContext.setDefault(this.context);
		this.properties.forEach((name, value) -> {
			if (value != null) {
				System.setProperty(name, value);
			}
			else {
				System.clearProperty(name);
			}
		});
		this.file.toFile().delete();
	}

}
