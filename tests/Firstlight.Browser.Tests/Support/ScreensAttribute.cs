using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Firstlight.Browser.Tests.Support;

/// <summary>Both screens in the full form; in the bounded one the screen on which the scenario has more to lose.</summary>
/// <param name="bounded">That screen.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScreensAttribute(Screen bounded) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod,
        DisposalTracker disposalTracker
    )
    {
        Screen[] screens = TestMode.IsLong ? [Screen.Phone, Screen.Desktop] : [bounded];
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([
            .. screens.Select(screen => new TheoryDataRow<Screen>(screen)),
        ]);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}
