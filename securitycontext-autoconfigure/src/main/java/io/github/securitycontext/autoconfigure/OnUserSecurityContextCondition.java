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

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless {@code securitycontext.enabled} is {@code false}. Binds the property,
 * unlike {@code @ConditionalOnBooleanProperty}: a value that is no boolean must stop the
 * start-up, not switch everything off.
 */
class OnUserSecurityContextCondition extends SpringBootCondition {

	private static final String PROPERTY = UserSecurityContextProperties.PREFIX + ".enabled";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Boolean value = Binder.get(context.getEnvironment()).bind(PROPERTY, Boolean.class).orElse(true);
		boolean enabled = !Boolean.FALSE.equals(value);
		return new ConditionOutcome(enabled,
				ConditionMessage.forCondition("user security context").because(PROPERTY + " is " + enabled));
	}

}
