namespace Firstlight.Core.Tests;

public sealed class OutcomeTests
{
    [Fact]
    public void A_value_is_a_success()
    {
        Outcome<int> outcome = 7;

        outcome.Succeeded.ShouldBeTrue();
        outcome.Value.ShouldBe(7);
        outcome.Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_refusal_has_no_value_and_says_so()
    {
        Outcome<int> outcome = Refusal.Invalid("name", "A name is needed.");

        outcome.Succeeded.ShouldBeFalse();
        outcome.Refusal!.Kind.ShouldBe(RefusalKind.Invalid);
        outcome.Refusal.Field.ShouldBe("name");
        Should.Throw<InvalidOperationException>(() => outcome.Value).Message.ShouldContain("invalid_name");
    }

    [Fact]
    public void Refusals_carry_a_word_for_programs()
    {
        Refusal.Invalid("pin", "…").Code.ShouldBe("invalid_pin");
        Refusal.NotFound("template", "…").Code.ShouldBe("template_not_found");
        Refusal.NotFound("template", "…").Kind.ShouldBe(RefusalKind.NotFound);
    }
}
