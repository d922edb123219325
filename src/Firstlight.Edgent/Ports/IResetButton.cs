namespace Firstlight.Edgent;

/// <summary>The button that a person holds to reset the device.</summary>
public interface IResetButton
{
    /// <summary>
    /// Who wants to hear about the button: true when it goes down, false when it comes up. Called once; <paramref name="changed"/>
    /// returns at once and may be called from any thread.
    /// </summary>
    void Listen(Action<bool> changed);
}
