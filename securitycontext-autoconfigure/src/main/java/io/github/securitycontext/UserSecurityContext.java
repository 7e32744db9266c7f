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

package io.github.securitycontext;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The {@code user_security_context} of an Azure OpenAI call: which application made it,
 * on behalf of which end user and tenant, and from which address. Immutable.
 * <p>
 * A value that cannot be sent as it is becomes absent, it never causes an exception:
 * <ul>
 * <li>The application name is trimmed, control characters are removed, lone surrogates
 * are replaced, and it is cut at {@value #MAX_LENGTH} characters.</li>
 * <li>The identifiers of the end user and the tenant are never altered. One that is
 * blank, longer than {@value #MAX_LENGTH} characters, surrounded by white space, or that
 * contains a control character or a lone surrogate is dropped.</li>
 * <li>The source address is brought to its {@linkplain IpAddress canonical form}.
 * Anything that is not an address literal is dropped.</li>
 * </ul>
 *
 * @see <a href=
 * "https://learn.microsoft.com/azure/defender-for-cloud/gain-end-user-context-ai"> Gain
 * application and end-user context for AI alerts</a>
 */
public final class UserSecurityContext {

	/**
	 * The length, in UTF-16 characters, that no member exceeds.
	 */
	public static final int MAX_LENGTH = 256;

	private static final UserSecurityContext EMPTY = builder().build();

	private static final Map<MissingReason, UserSecurityContext> emptyByReason = new EnumMap<>(MissingReason.class);

	static {
		for (MissingReason reason : MissingReason.values()) {
			emptyByReason.put(reason,
					builder().missing(UserSecurityContextField.END_USER_ID, reason)
						.missing(UserSecurityContextField.END_USER_TENANT_ID, reason)
						.missing(UserSecurityContextField.SOURCE_IP, reason)
						.build());
		}
	}

	private static final int MAX_DERIVED = 4;

	private final @Nullable String applicationName;

	private final @Nullable String endUserId;

	private final @Nullable String endUserTenantId;

	private final @Nullable String sourceIp;

	/** No part of the value: two contexts may lack the same for different reasons. */
	private final Map<UserSecurityContextField, MissingReason> missing;

	/** Not volatile: who does not see the newest derives once more. */
	private @Nullable Derived derived;

	private UserSecurityContext(Builder builder) {
		this.applicationName = builder.applicationName;
		this.endUserId = builder.endUserId;
		this.endUserTenantId = builder.endUserTenantId;
		this.sourceIp = builder.sourceIp;
		this.missing = builder.missing;
	}

	/**
	 * Returns the context that says nothing.
	 * @return a context without any member
	 */
	public static UserSecurityContext empty() {
		return EMPTY;
	}

	/**
	 * Returns a context that says nothing about the end user and the address.
	 * @param reason why
	 * @return a context without any member
	 */
	public static UserSecurityContext empty(MissingReason reason) {
		return Objects.requireNonNull(emptyByReason.get(reason));
	}

	/**
	 * Returns a builder of a context.
	 * @return a builder without any member
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns a builder that starts with the members of this context.
	 * @return a new builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.applicationName = this.applicationName;
		builder.endUserId = this.endUserId;
		builder.endUserTenantId = this.endUserTenantId;
		builder.sourceIp = this.sourceIp;
		builder.missing = this.missing;
		return builder;
	}

	/**
	 * Returns the name of the application, {@code application_name} on the wire.
	 * @return the name, or {@code null} if it is not known
	 */
	public @Nullable String getApplicationName() {
		return this.applicationName;
	}

	/**
	 * Returns the identifier of the end user, {@code end_user_id} on the wire: the
	 * Microsoft Entra object id where there is one.
	 * @return the identifier, or {@code null} if it is not known
	 */
	public @Nullable String getEndUserId() {
		return this.endUserId;
	}

	/**
	 * Returns the Microsoft Entra tenant of the end user, {@code end_user_tenant_id} on
	 * the wire.
	 * @return the tenant, or {@code null} if it is not known
	 */
	public @Nullable String getEndUserTenantId() {
		return this.endUserTenantId;
	}

	/**
	 * Returns the address of the client behind the call, {@code source_ip} on the wire.
	 * @return the canonical address, or {@code null} if it is not known
	 */
	public @Nullable String getSourceIp() {
		return this.sourceIp;
	}

	/**
	 * Whether this context says nothing.
	 * @return whether no member is present
	 */
	public boolean isEmpty() {
		return equals(EMPTY);
	}

	/**
	 * Returns why a member is missing.
	 * @param field the member
	 * @return the reason, or {@code null} if the member is there
	 */
	public @Nullable MissingReason getMissingReason(UserSecurityContextField field) {
		return (field.get(this) != null) ? null : this.missing.getOrDefault(field, MissingReason.NOT_SET);
	}

	/**
	 * Returns what is made of this context, which the context keeps, so that the calls of
	 * a request need not make it anew. For what attaches contexts to calls, not for
	 * applications: a context such as {@link #empty()} is shared by all users, so that
	 * nothing may be made of it that depends on one of them. It keeps a few things only.
	 * @param <T> the type of what is made
	 * @param key stands for what is made, and for all that it depends on beside this
	 * context
	 * @param derivation makes something immutable; several threads may call it for the
	 * same key
	 * @return what was made
	 */
	@SuppressWarnings("unchecked")
	public <T> T derive(Object key, Function<UserSecurityContext, ? extends T> derivation) {
		Derived newest = this.derived;
		int count = 0;
		for (Derived known = newest; known != null; known = known.older()) {
			if (known.key().equals(key)) {
				return (T) known.value();
			}
			count++;
		}
		T value = derivation.apply(this);
		this.derived = new Derived(key, value, (count < MAX_DERIVED) ? newest : null);
		return value;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof UserSecurityContext that && Objects.equals(this.applicationName, that.applicationName)
				&& Objects.equals(this.endUserId, that.endUserId)
				&& Objects.equals(this.endUserTenantId, that.endUserTenantId)
				&& Objects.equals(this.sourceIp, that.sourceIp);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.applicationName, this.endUserId, this.endUserTenantId, this.sourceIp);
	}

	/**
	 * Names the members that are present, with personal data masked so that the text may
	 * be logged.
	 */
	@Override
	public String toString() {
		return "UserSecurityContext[applicationName=" + this.applicationName + ", endUserId=" + mask(this.endUserId)
				+ ", endUserTenantId=" + mask(this.endUserTenantId) + ", sourceIp=" + mask(this.sourceIp) + "]";
	}

	private static @Nullable String mask(@Nullable String value) {
		return (value != null) ? "***" : null;
	}

	/**
	 * Builds a {@link UserSecurityContext}. Every member may be {@code null}: absent.
	 */
	public static final class Builder {

		private @Nullable String applicationName;

		private @Nullable String endUserId;

		private @Nullable String endUserTenantId;

		private @Nullable String sourceIp;

		private Map<UserSecurityContextField, MissingReason> missing = Map.of();

		/** Whether others have the reasons, too, so that they must be copied first. */
		private boolean shared = true;

		private Builder() {
		}

		/**
		 * Sets the name of the application.
		 * @param applicationName the name, cleaned as {@link UserSecurityContext} says
		 * @return this builder
		 */
		public Builder applicationName(@Nullable String applicationName) {
			this.applicationName = TextRules.clean(applicationName);
			return this;
		}

		/**
		 * Sets the end user.
		 * @param endUserId the identifier, dropped if it cannot be sent as it is
		 * @return this builder
		 */
		public Builder endUserId(@Nullable String endUserId) {
			this.endUserId = TextRules.isIdentifier(endUserId) ? endUserId : null;
			return this;
		}

		/**
		 * Sets the tenant of the end user.
		 * @param endUserTenantId the tenant, dropped if it cannot be sent as it is
		 * @return this builder
		 */
		public Builder endUserTenantId(@Nullable String endUserTenantId) {
			this.endUserTenantId = TextRules.isIdentifier(endUserTenantId) ? endUserTenantId : null;
			return this;
		}

		/**
		 * Sets the address of the client.
		 * @param sourceIp an IPv4 or IPv6 literal, dropped if it is anything else
		 * @return this builder
		 */
		public Builder sourceIp(@Nullable String sourceIp) {
			IpAddress address = IpAddress.parse(sourceIp);
			this.sourceIp = (address != null) ? address.toString() : null;
			return this;
		}

		/**
		 * Notes why a member is missing, for who asks for a member that is.
		 * @param field the member
		 * @param reason why it has not been set
		 * @return this builder
		 */
		public Builder missing(UserSecurityContextField field, MissingReason reason) {
			if (this.shared) {
				Map<UserSecurityContextField, MissingReason> copy = new EnumMap<>(UserSecurityContextField.class);
				copy.putAll(this.missing);
				this.missing = copy;
				this.shared = false;
			}
			this.missing.put(field, reason);
			return this;
		}

		/**
		 * Returns the context.
		 * @return a context of the members that were set
		 */
		public UserSecurityContext build() {
			this.shared = true;
			return new UserSecurityContext(this);
		}

	}

	private record Derived(Object key, Object value, @Nullable Derived older) {

	}

}
