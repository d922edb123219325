using Firstlight.Core;
using Firstlight.TestKit;

namespace Firstlight.Accounts.Tests.Passkeys;

public sealed class PasskeyChallengesTests
{
    private static readonly UserId Ann = new(1);

    private readonly ManualTime _time = new();
    private readonly PasskeyChallenges _challenges;

    public PasskeyChallengesTests() => _challenges = new PasskeyChallenges(new SeededRandom(1), _time);

    [Fact]
    public void A_question_is_answered_once()
    {
        var id = _challenges.Keep(Ann, "state");
        _challenges.Take(Ann, id).ShouldBe("state");
        _challenges.Take(Ann, id).ShouldBeNull();
    }

    [Fact]
    public void Nobody_answers_anothers_question()
    {
        _challenges.Take(new UserId(2), _challenges.Keep(Ann, "state")).ShouldBeNull();
        _challenges.Take(person: null, _challenges.Keep(Ann, "state")).ShouldBeNull();
        _challenges.Take(Ann, _challenges.Keep(person: null, "state")).ShouldBeNull();
    }

    [Fact]
    public void An_answer_comes_within_five_minutes()
    {
        var id = _challenges.Keep(Ann, "state");
        _time.Advance(PasskeyChallenges.Lifetime);
        _challenges.Take(Ann, id).ShouldBeNull();
    }

    [Fact]
    public void Too_many_questions_push_out_the_oldest()
    {
        var first = _challenges.Keep(Ann, "first");
        var second = _challenges.Keep(Ann, "second");
        for (var others = 0; others < PasskeyChallenges.WaitingMax - 1; others++)
            _challenges.Keep(person: null, "flood");

        _challenges.Take(Ann, first).ShouldBeNull();
        _challenges.Take(Ann, second).ShouldBe("second");
    }
}
