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

package io.github.securitycontext.openai;

import java.util.function.Consumer;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.ClientOptions;
import io.github.securitycontext.attach.ClientSettings;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client is like. It shows that only to who changes its options, so a reader
 * takes part in that without a change.
 */
final class OptionsReader implements Consumer<ClientOptions.Builder> {

	private @Nullable ClientOptions options;

	private @Nullable ClientSettings settings;

	static OptionsReader read(Object client) {
		OptionsReader reader = new OptionsReader();
		if (client instanceof OpenAIClient sync) {
			sync.withOptions(reader);
		}
		else if (client instanceof OpenAIClientAsync async) {
			async.withOptions(reader);
		}
		return reader;
	}

	@Override
	public void accept(ClientOptions.Builder builder) {
		this.options = builder.build();
	}

	/**
	 * Told by a proxy that stands somewhere behind the client.
	 */
	void tellSettings(ClientSettings settings) {
		this.settings = settings;
	}

	/**
	 * Returns the endpoint of the client, or {@code null} if it does not tell.
	 */
	@Nullable ClientEndpoint findEndpoint() {
		return (this.options != null) ? ClientEndpoint.of(this.options) : null;
	}

	/**
	 * Returns the settings of the client if it carries the context already, else
	 * {@code null}.
	 */
	@Nullable ClientSettings findSettings() {
		return this.settings;
	}

}
