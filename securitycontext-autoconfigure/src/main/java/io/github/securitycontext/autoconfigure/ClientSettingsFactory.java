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

package io.github.securitycontext.autoconfigure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.RequiredFields;
import org.jspecify.annotations.Nullable;

/**
 * The settings of clients, by the names of their beans.
 */
final class ClientSettingsFactory {

	private final boolean enabled;

	private final @Nullable String applicationName;

	private final RequiredFields required;

	private final Map<String, UserSecurityContextProperties.Client> clients;

	/**
	 * Creates a factory.
	 * @param enabled whether calls carry a context at all: an application that was
	 * processed ahead of time has this factory even if it is switched off later
	 * @param applicationName the name for clients without one of their own, or
	 * {@code null} if it is not known
	 * @param required what the calls of clients must carry that say nothing else
	 * @param clients the properties of single clients
	 */
	ClientSettingsFactory(boolean enabled, @Nullable String applicationName, RequiredFields required,
			Map<String, UserSecurityContextProperties.Client> clients) {
		this.enabled = enabled;
		this.applicationName = applicationName;
		this.required = required;
		this.clients = clients;
	}

	boolean isEnabled() {
		return this.enabled;
	}

	boolean hasApplicationName() {
		return this.applicationName != null && !this.applicationName.isBlank();
	}

	/**
	 * Returns the settings of a client.
	 * @param beanName the name of its bean
	 * @param builder the settings of the builder that it was built with, which count if
	 * the client has none of its own, or {@code null}
	 * @param isBean whether a name is that of another client, which then has the
	 * properties
	 */
	ClientSettings create(String beanName, @Nullable ClientSettings builder, Predicate<String> isBean) {
		String key = findKey(beanName, isBean);
		UserSecurityContextProperties.Client client = (key != null) ? this.clients.get(key) : null;
		if (client != null) {
			String name = client.applicationName();
			return new ClientSettings(beanName, this.enabled && client.enabled(),
					(name != null && !name.isBlank()) ? name : this.applicationName, requiredOf(client.missing()));
		}
		return (builder != null)
				? new ClientSettings(beanName, this.enabled && builder.enabled(), builder.applicationName(),
						builder.required())
				: new ClientSettings(beanName, this.enabled, this.applicationName, this.required);
	}

	private RequiredFields requiredOf(UserSecurityContextProperties.ClientMissing missing) {
		return new RequiredFields((missing.required() != null) ? missing.required() : this.required.fields(),
				(missing.action() != null) ? missing.action() : this.required.action());
	}

	/**
	 * Returns the settings of clients that are not beans.
	 * @param enabled whether their calls carry a context
	 */
	ClientSettings createUnnamed(boolean enabled) {
		return new ClientSettings(null, this.enabled && enabled, this.applicationName, this.required);
	}

	/**
	 * Checks that nobody relies on an entry that is about no client.
	 * @param key the key of the entry
	 * @param beanNames the names of all client beans
	 * @throws InvalidPropertyException if calls are to be rejected by it
	 */
	void failIfEnforced(String key, List<String> beanNames) {
		UserSecurityContextProperties.Client client = this.clients.get(key);
		if (client != null && client.missing().isGiven() && requiredOf(client.missing()).isEnforced()) {
			throw new InvalidPropertyException(UserSecurityContextProperties.ofClient(key, "missing"),
					"has no effect, because there is no client bean of that name",
					"Use the name of one of the client beans " + beanNames + ".");
		}
	}

	private @Nullable String findKey(String beanName, Predicate<String> isBean) {
		if (this.clients.containsKey(beanName)) {
			return beanName;
		}
		for (String key : this.clients.keySet()) {
			if (isSimilar(key, beanName) && !isBean.test(key)) {
				return key;
			}
		}
		return null;
	}

	/**
	 * Checks that each entry is about exactly one client.
	 * @param beanNames the names of all client beans
	 * @param unknown told the entries that are about none
	 * @throws InvalidPropertyException if an entry is about several, or a client has
	 * several
	 */
	void validate(List<String> beanNames, Consumer<String> unknown) {
		for (String key : this.clients.keySet()) {
			List<String> matches = beanNames.contains(key) ? List.of(key)
					: beanNames.stream().filter((name) -> isSimilar(key, name)).toList();
			if (matches.isEmpty()) {
				unknown.accept(key);
			}
			if (matches.size() > 1) {
				throw new InvalidPropertyException(UserSecurityContextProperties.ofClient(key),
						"cannot be used: it matches the beans " + matches, "Use the exact name of one of them, such as "
								+ UserSecurityContextProperties.PREFIX + ".clients[" + matches.get(0) + "].");
			}
			requireOnly(key, matches);
		}
	}

	private void requireOnly(String key, List<String> matches) {
		for (String other : this.clients.keySet()) {
			if (!isSameProperty(other, key) && !matches.contains(key) && !matches.contains(other)
					&& matches.stream().anyMatch((name) -> isSimilar(other, name))) {
				throw new InvalidPropertyException(UserSecurityContextProperties.ofClient(key),
						"cannot be used: '" + UserSecurityContextProperties.PREFIX + "."
								+ UserSecurityContextProperties.ofClient(other) + "' matches the same bean " + matches,
						"Keep one of the two.");
			}
		}
	}

	/**
	 * Spring Boot takes names that differ in case and dashes only for one, and gives both
	 * the same values: an environment variable may override a file.
	 */
	private static boolean isSameProperty(String key, String other) {
		return key.replace("-", "").equalsIgnoreCase(other.replace("-", ""));
	}

	private static boolean isSimilar(String key, String beanName) {
		return simplify(key).equals(simplify(beanName));
	}

	private static String simplify(String name) {
		return name.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
	}

}
