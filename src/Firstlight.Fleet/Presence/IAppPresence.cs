using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>Which people look on, for their devices to hear of it.</summary>
internal interface IAppPresence
{
    /// <summary>A stream of theirs is open until the result is disposed.</summary>
    IDisposable Enter(UserId person);
}
