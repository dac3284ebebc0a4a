#nullable disable
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor.Internal;

/// <summary>Creates actors by a constructor that is known.</summary>
internal sealed class ConstructorProducer(Type type, ConstructorInfo constructor, object[] arguments) : IIndirectActorProducer
{
    private readonly ConstructorInvoker _invoker = ConstructorInvoker.Create(constructor);

    public Type ActorType => type;

    public ActorBase Produce()
    {
        try
        {
            return (ActorBase)_invoker.Invoke(arguments.AsSpan());
        }
        catch (Exception thrown) when (thrown is not TargetInvocationException)
        {
            throw new TargetInvocationException(thrown); // as reflection does for every other producer
        }
    }

    public void Release(ActorBase actor) => (actor as IDisposable)?.Dispose();
}

/// <summary>Creates actors by the constructor that fits the arguments.</summary>
internal sealed class ActivatorProducer(Type type, object[] arguments) : IIndirectActorProducer
{
    private const BindingFlags Constructors = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public Type ActorType => type;

    public ActorBase Produce()
    {
        return (ActorBase)Activator.CreateInstance(type, Constructors, null, arguments, CultureInfo.InvariantCulture);
    }

    public void Release(ActorBase actor) => (actor as IDisposable)?.Dispose();
}

/// <summary>Evaluates the arguments of <c>() =&gt; new T(…)</c>; constants and captured variables without compiling anything.</summary>
internal static class ExpressionArguments
{
    public static object Evaluate(Expression expression)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                return constant.Value;
            case MemberExpression { Member: FieldInfo field } access:
                return field.GetValue(access.Expression is null ? null : Evaluate(access.Expression));
            case UnaryExpression { NodeType: ExpressionType.Convert, Operand: var operand } when expression.Type.IsAssignableFrom(operand.Type):
                return Evaluate(operand);
            default:
                return Expression.Lambda<Func<object>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)();
        }
    }
}
