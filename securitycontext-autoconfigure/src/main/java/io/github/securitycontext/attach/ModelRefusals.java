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

package io.github.securitycontext.attach;

import java.util.function.Supplier;

import io.github.securitycontext.log.OneTimeLog;
import org.jspecify.annotations.Nullable;

/**
 * What is known of models that refuse the context, and what becomes of their calls.
 */
final class ModelRefusals {

	private final OneTimeLog log = new OneTimeLog(UserSecurityContextAttacher.class);

	/** There may be many models. */
	private final OneTimeLog modelLog = new OneTimeLog(UserSecurityContextAttacher.class);

	private final UnsupportedModels models = new UnsupportedModels(System::nanoTime);

	private final UnsupportedModelAction action;

	ModelRefusals(UnsupportedModelAction action) {
		this.action = action;
	}

	/**
	 * Whether a call is to go without, because its model refused the context of another.
	 * @param model finds the model that the body names, or {@code null} if it names none
	 */
	boolean areExpected(ClientSettings client, OutgoingRequest request, Supplier<@Nullable String> model) {
		return this.models.isAny() && !client.required().isEnforced()
				&& this.models.contains(CalledModel.of(request, model));
	}

	/**
	 * Whether a refused call is to be sent once more, without.
	 */
	boolean mayBeMetWithARepeat(ClientSettings client) {
		return this.action == UnsupportedModelAction.RETRY_WITHOUT && !client.required().isEnforced();
	}

	/**
	 * Remembers a model. Where neither path nor body names one, a gateway may choose
	 * another next time.
	 */
	void remember(CalledModel model) {
		String consequence = "Its calls do not name it, and are each sent twice, the second time without";
		if (model.isNamed()) {
			this.models.add(model);
			consequence = "Its calls go without for an hour at a time";
		}
		this.modelLog.warn("The model " + model + " does not know user_security_context. " + consequence
				+ ", so that alerts on them name no user. securitycontext.unsupported-model=fail lets them fail instead");
	}

	void warnOfFailingCalls(CalledModel model) {
		this.modelLog
			.warn("The model " + model + " does not know user_security_context, so its calls fail. They would go"
					+ " without it if securitycontext.unsupported-model were retry-without, and"
					+ " securitycontext.missing.action were not reject");
	}

	/**
	 * Tells the operator that an answer could not be looked into, which the application
	 * gets as it is.
	 */
	void warnOfAnswer(Throwable failure) {
		this.log.warn("An answer could not be looked into. If the model refused user_security_context, the application"
				+ " gets that answer", failure);
	}

}
