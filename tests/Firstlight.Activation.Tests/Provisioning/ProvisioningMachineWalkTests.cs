using static Firstlight.Activation.ProvisioningState;
using static Firstlight.Activation.Tests.SampleSessions;

namespace Firstlight.Activation.Tests;

/// <summary>What no sequence of events may break.</summary>
public sealed class ProvisioningMachineWalkTests
{
    [Theory]
    [InlineData(20260101)]
    [InlineData(20260102)]
    public void No_walk_breaks_what_every_session_keeps(int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new TestKit.SeededRandom(seed);
        var events = Events.Values.ToList();
        for (var walk = 0; walk < 500; walk++)
        {
            var session = Begin() with { ExpectedTemplate = random.Below(2) == 0 ? Kettle : null };
            var now = Start;
            for (var step = 0; step < 150; step++)
            {
                // Mostly forward, sometimes back, seldom far.
                now += TimeSpan.FromSeconds(random.Below(600) - 100);
                if (random.Below(400) == 0)
                    now += Lifetime;
                // A walk that is to be long avoids the ends.
                var next = events[random.Below(walk % 2 == 0 ? events.Count : 3)];
                var transition = ProvisioningMachine.Apply(session, next, now);
                var broken = SessionRules.Broken(transition);
                if (session.State != Pending && transition.Session.State != session.State)
                    broken = "a final state did not stay";
                if (!transition.Session.Steps.Take(session.Steps.Count).SequenceEqual(session.Steps))
                    broken = "the past was rewritten";
                broken.ShouldBeNull($"seed {seed}, walk {walk}, step {step}");
                session = transition.Session;
            }
        }
    }
}
